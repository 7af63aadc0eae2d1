import { createHash } from 'node:crypto'
import type { Assertion } from '#core/protocol/trust.ts'
import { FormatError } from '../format-error.ts'

const FLAG = { present: 0x01, verified: 0x04, backupEligible: 0x08, backedUp: 0x10, rest: 0xe2 } as const
const LENGTH = 37

export interface AuthenticatorData {
  readonly backupEligible: boolean
  /** Signature counter; 0 where the authenticator has none. */
  readonly counter: number
}

const bad = (sentence: string) => new FormatError('WEBAUTHN', sentence)

/**
 * What the authenticator says (WebAuthn 6.1) in an assertion without extensions: 37 bytes, for this RP id, a person was there and was
 * verified. Throws FormatError.
 */
export function checkAuthenticatorData(bytes: Uint8Array, rpId: string): AuthenticatorData {
  if (bytes.length !== LENGTH) throw bad('The authenticator data are not 37 bytes.')
  const data = Buffer.from(bytes)
  if (!data.subarray(0, 32).equals(createHash('sha256').update(rpId).digest())) {
    throw bad(`The passkey belongs to another host than ${rpId}.`)
  }
  const flags = data.readUInt8(32)
  const has = (flag: number) => (flags & flag) !== 0
  if (has(FLAG.rest)) throw bad('The authenticator data carry something that nobody asked for.')
  if (!has(FLAG.present)) throw bad('Nobody touched the authenticator (user presence is missing).')
  if (!has(FLAG.verified)) throw bad('The authenticator did not verify its user (PIN or biometrics).')
  if (has(FLAG.backedUp) && !has(FLAG.backupEligible)) throw bad('The backup flags contradict one another.')
  return { backupEligible: has(FLAG.backupEligible), counter: data.readUInt32BE(33) }
}

/** The signature counter of an assertion that was verified before. */
export const counterOf = ({ authenticatorData }: Assertion): number =>
  Buffer.from(authenticatorData, 'base64url').readUInt32BE(LENGTH - 4)
