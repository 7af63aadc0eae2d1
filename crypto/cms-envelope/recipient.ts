import { toHex } from '#core/bytes/sha256.ts'
import { type DerElement, DerFields, onlyPart, readDer, readOid, readParts } from '../der/read.ts'
import { OID, TAG } from '../der/tags.ts'
import { sequence } from '../der/write.ts'
import { FormatError } from '../format-error.ts'
import { ENVELOPE_OID } from './oids.ts'

export interface Recipient {
  /** Lower-case hex over the certificate: what a person compares with the host. */
  readonly sha256: string
  /** IssuerAndSerialNumber (RFC 5652, 10.2.4). */
  readonly issuerAndSerial: Uint8Array
  /** SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Uint8Array<ArrayBuffer>
}

const KEY_ENCIPHERMENT = 0x20

/**
 * Reads a certificate that may receive a secret: an RSA key of at least 2048 bits, extended key usage Document Encryption,
 * key usage with keyEncipherment. Runs in a browser. Throws FormatError. Whose certificate it is, the caller must know.
 */
export async function readRecipient(certificate: Uint8Array): Promise<Recipient> {
  const outer = new DerFields(readDer(certificate), TAG.sequence, 'A certificate')
  const fields = new DerFields(outer.take(TAG.sequence), TAG.sequence, 'A certificate')
  fields.take(TAG.context0)
  const serial = fields.take(TAG.integer)
  fields.take(TAG.sequence)
  const issuer = fields.take(TAG.sequence)
  fields.take(TAG.sequence)
  fields.take(TAG.sequence)
  const publicKey = fields.take(TAG.sequence)
  const extensions = fields.optional(TAG.context3)
  fields.end()
  checkUsage(extensions === null ? [] : readParts(onlyPart(extensions, 'The list of extensions')))
  const publicKeyInfo = Uint8Array.from(publicKey.bytes)
  if ((await rsaBits(publicKeyInfo)) < 2048) {
    throw new FormatError('CERTIFICATE', 'The certificate must hold an RSA key of at least 2048 bits.')
  }
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(certificate))
  return {
    sha256: toHex(new Uint8Array(digest)),
    issuerAndSerial: sequence(issuer.bytes, serial.bytes),
    publicKeyInfo,
  }
}

function checkUsage(extensions: readonly DerElement[]): void {
  const values = new Map<string, Uint8Array>()
  for (const extension of extensions) {
    const fields = new DerFields(extension, TAG.sequence, 'An extension')
    const type = readOid(fields.take(TAG.oid))
    fields.optional(TAG.boolean)
    values.set(type, fields.take(TAG.octetString).value)
    fields.end()
  }
  const extended = values.get(OID.extendedKeyUsage)
  const purposes = extended === undefined ? [] : readParts(readDer(extended)).map(readOid)
  if (!purposes.includes(ENVELOPE_OID.documentEncryption)) {
    throw new FormatError('CERTIFICATE', 'The certificate is not for document encryption.')
  }
  const usage = values.get(OID.keyUsage)
  const bits = usage === undefined ? null : readDer(usage)
  if (bits?.tag !== TAG.bitString || ((bits.value[1] ?? 0) & KEY_ENCIPHERMENT) === 0) {
    throw new FormatError('CERTIFICATE', 'The key of the certificate may not encrypt keys.')
  }
}

async function rsaBits(publicKeyInfo: Uint8Array<ArrayBuffer>): Promise<number> {
  try {
    const key = await crypto.subtle.importKey('spki', publicKeyInfo, OAEP, false, ['encrypt'])
    return (key.algorithm as RsaHashedKeyAlgorithm).modulusLength
  } catch (error) {
    throw new FormatError('CERTIFICATE', 'The certificate holds no RSA key.', error)
  }
}

/** SHA-1, because .NET Framework opens nothing newer; in OAEP that is no weakness. */
export const OAEP = { name: 'RSA-OAEP', hash: 'SHA-1' } as const
