import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { Assertion, Credential } from '#core/protocol/trust.ts'

export interface AssertionChanges {
  readonly origin?: string
  readonly rpId?: string
  readonly type?: string
  readonly challenge?: Uint8Array
  readonly flags?: number
  readonly counter?: number
  /** Members added to the client data. */
  readonly clientData?: Readonly<Record<string, unknown>>
  readonly key?: KeyObject
}

/** For tests: an authenticator in software. It signs whatever it is told to, as a hostile browser would make it. */
export interface SoftwarePasskey {
  readonly credential: Credential
  readonly privateKey: KeyObject
  assert(challenge: Uint8Array, origin: string, changes?: AssertionChanges): Assertion
}

const PRESENT_AND_VERIFIED = 0x05
const BACKUP_ELIGIBLE = 0x08

export function softwarePasskey(
  person: string,
  { synced = false, algorithm = 'ES256' as Credential['algorithm'] } = {},
): SoftwarePasskey {
  const { privateKey, publicKey } =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  let counter = 0
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
  const id = randomBytes(32).toString('base64url')
  return {
    credential: { id, person, publicKey: spki, algorithm, synced, label: `key of ${person}` },
    privateKey,
    assert: (challenge, origin, changes = {}) => {
      const clientData = Buffer.from(
        JSON.stringify({
          type: changes.type ?? 'webauthn.get',
          challenge: Buffer.from(changes.challenge ?? challenge).toString('base64url'),
          origin: changes.origin ?? origin,
          crossOrigin: false,
          ...changes.clientData,
        }),
      )
      const rpId = changes.rpId ?? new URL(origin).hostname
      const tail = Buffer.alloc(5)
      tail.writeUInt8(changes.flags ?? PRESENT_AND_VERIFIED | (synced ? BACKUP_ELIGIBLE : 0))
      counter += 1
      tail.writeUInt32BE(changes.counter ?? counter, 1)
      const authenticatorData = Buffer.concat([createHash('sha256').update(rpId).digest(), tail])
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()])
      return {
        authenticatorData: authenticatorData.toString('base64url'),
        clientDataJSON: clientData.toString('base64url'),
        signature: sign('sha256', signed, changes.key ?? privateKey).toString('base64url'),
      }
    },
  }
}
