import { z } from 'zod'
import { digest, personId } from '#core/statement/schemas.ts'

const base64url = (max: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(max)

/** Members of this group add people, passkeys and policies: two of them together. */
export const TRUSTEES = 'trustees'

/** One passkey of one person. */
export const credentialSchema = z.strictObject({
  /** Credential id (WebAuthn 4), base64url. */
  id: base64url(1024),
  person: personId,
  /** SubjectPublicKeyInfo (RFC 5280, 4.1), DER, base64url. */
  publicKey: base64url(1400),
  algorithm: z.enum(['ES256', 'RS256']),
  /** Backup-eligible (WebAuthn 6.1.3): a provider may copy it to other devices. */
  synced: z.boolean(),
  /** What its owner calls it, e.g. `YubiKey 5 in the safe`. */
  label: z.string().min(1).max(60),
})
export type Credential = z.infer<typeof credentialSchema>

/** What an authenticator answered (WebAuthn 5.2.2), each base64url. */
export const assertionSchema = z.strictObject({
  authenticatorData: base64url(2000),
  clientDataJSON: base64url(4000),
  signature: base64url(2000),
})
export type Assertion = z.infer<typeof assertionSchema>

/** One trustee's word on one change. The challenge of its assertion is the SHA-256 of its JCS bytes. */
export const consentSchema = z.strictObject({
  type: z.literal('mim-gmsa/consent/1'),
  genesis: digest,
  changeSha256: digest,
  person: personId,
  credentialId: base64url(1024),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/),
})
export type Consent = z.infer<typeof consentSchema>
