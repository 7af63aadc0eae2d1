import { createHash, createPublicKey } from 'node:crypto'
import type { Credential } from '#core/protocol/trust.ts'

export interface RegistrationChanges {
  readonly origin?: string
  readonly rpId?: string
  readonly type?: string
  readonly challenge?: Uint8Array
  readonly flags?: number
}

// User present and verified, attested credential data (WebAuthn 6.1).
const FLAGS = 0x45
const BACKED_UP = 0x18

/**
 * For tests: what an authenticator answers when this ES256 passkey is made, with attestation `none` (WebAuthn 6.5). A synced one
 * says that it is backup-eligible and backed up.
 */
export function softwareRegistration(
  credential: Credential,
  challenge: Uint8Array,
  origin: string,
  changes: RegistrationChanges = {},
): { readonly id: string; readonly clientDataJSON: string; readonly attestationObject: string } {
  const clientData = {
    type: changes.type ?? 'webauthn.create',
    challenge: Buffer.from(changes.challenge ?? challenge).toString('base64url'),
    origin: changes.origin ?? origin,
    crossOrigin: false,
  }
  const id = Buffer.from(credential.id, 'base64url')
  const authData = Buffer.concat([
    createHash('sha256')
      .update(changes.rpId ?? new URL(origin).hostname)
      .digest(),
    Buffer.from([changes.flags ?? FLAGS | (credential.synced ? BACKED_UP : 0), 0, 0, 0, 0]),
    Buffer.alloc(16),
    Buffer.from([id.length >> 8, id.length & 0xff]),
    id,
    coseKey(credential),
  ])
  // CBOR: { fmt: "none", attStmt: {}, authData: bytes }.
  const attestation = Buffer.concat([
    Buffer.from([0xa3]),
    ...[text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData')],
    Buffer.from([0x59, authData.length >> 8, authData.length & 0xff]),
    authData,
  ])
  return {
    id: credential.id,
    clientDataJSON: Buffer.from(JSON.stringify(clientData)).toString('base64url'),
    attestationObject: attestation.toString('base64url'),
  }
}

const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])

/** COSE key (RFC 9053 7.1): { 1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y }. */
function coseKey({ publicKey }: Credential): Buffer {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const coordinate = (label: number, value: string) =>
    Buffer.concat([Buffer.from([label, 0x58, 32]), Buffer.from(value, 'base64url')])
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]),
    coordinate(0x21, x),
    coordinate(0x22, y),
  ])
}
