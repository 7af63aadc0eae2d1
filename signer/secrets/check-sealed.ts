import { z } from 'zod'
import { AppError } from '#core/errors/app-error.ts'
import type { SecretPlace, StoredSecret } from '#core/protocol/protocol.ts'
import { type digest, targetName } from '#core/statement/schemas.ts'
import { fromArmour, fromBase64, toArmour } from '#crypto/cms-envelope/armour.ts'
import { readEnvelope } from '#crypto/cms-envelope/envelope.ts'
import { checkRecipient, type Recipient, readRecipient } from '#crypto/cms-envelope/recipient.ts'
import { SECRET_TEXT_BYTES } from '#crypto/cms-envelope/secret-text.ts'
import { equalBytes } from '#crypto/der/bytes.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { FormatError } from '#crypto/format-error.ts'

/** First hex digits of the certificate's SHA-256 that a person must have read on the host. */
export const PREFIX_DIGITS = 16

/** What the page hands over for one server: never the secret itself. */
export const sealedSchema = z.strictObject({
  target: targetName,
  /** DER in base64. */
  certificate: z.string().max(16_000),
  /** What the person typed: the first digits of the certificate's SHA-256, or all of them. */
  fingerprint: z.string().max(200),
  cms: z.string().max(20_000),
  origin: z.enum(['typed', 'file']),
})
export type Sealed = z.infer<typeof sealedSchema>

export interface CheckedSecret {
  readonly place: SecretPlace
  readonly origin: Sealed['origin']
  readonly stored: StoredSecret
  /** SHA-256 of its text. */
  readonly cmsSha256: string
  readonly recipientCertificateSha256: z.infer<typeof digest>
}

/**
 * What can be judged without the host's key: the certificate is the one that the person compared, is for this host and valid, and
 * the envelope is one of `mim-gmsa-cms/1` for it. Throws BAD_INPUT that names the server, the rule and the remedy.
 */
export async function checkSealed(sealed: Sealed, place: SecretPlace, now: Date): Promise<CheckedSecret> {
  try {
    const certificate = fromBase64(sealed.certificate)
    const recipient = await readRecipient(certificate)
    checkRecipient(recipient, place.host, now)
    checkFingerprint(sealed.fingerprint, recipient)
    const envelope = fromArmour(sealed.cms)
    checkEnvelope(envelope, recipient)
    // The armour is written anew: one envelope has one text.
    const cms = toArmour(envelope)
    return {
      place,
      origin: sealed.origin,
      stored: { cms, certificate: sealed.certificate },
      cmsSha256: sha256Hex(Buffer.from(cms, 'utf8')),
      recipientCertificateSha256: recipient.sha256,
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new AppError('BAD_INPUT', `${place.target}: ${error.message} Nothing was kept; enter it again.`, {
      cause: error,
    })
  }
}

function checkFingerprint(typed: string, { sha256 }: Recipient): void {
  const digits = typed.replace(/[\s:-]/g, '').toLowerCase()
  if (digits.length >= PREFIX_DIGITS && sha256.startsWith(digits)) return
  throw new FormatError(
    'CERTIFICATE',
    `The digits that were read on the host are not the beginning of the certificate’s SHA-256 (${PREFIX_DIGITS} at least). Read them there again; if they differ, this is not the host’s certificate.`,
  )
}

function checkEnvelope(envelope: Uint8Array, recipient: Recipient): void {
  const { issuerAndSerial, encryptedKey, iv, encrypted } = readEnvelope(envelope)
  if (!equalBytes(issuerAndSerial, recipient.issuerAndSerial) || encryptedKey.length * 8 !== recipient.keyBits) {
    throw new FormatError('CMS', 'The secret was encrypted for another certificate.')
  }
  // PKCS #7 padding fills the last block of 16.
  if (iv.length !== 16 || encrypted.length !== Math.floor(SECRET_TEXT_BYTES / 16) * 16 + 16) {
    throw new FormatError('CMS', 'The encrypted text is not one of mim-gmsa-cms/1: it has the wrong length.')
  }
}
