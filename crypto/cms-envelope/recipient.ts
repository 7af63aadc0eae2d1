import { toHex } from '#core/bytes/sha256.ts'
import { type DerElement, DerFields, onlyPart, readDer, readOid, readParts, readTime } from '../der/read.ts'
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
  readonly keyBits: number
  readonly notBefore: Date
  readonly notAfter: Date
  /** Common names of the subject, and DNS names of the subject alternative name. */
  readonly names: readonly string[]
}

const KEY_ENCIPHERMENT = 0x20
/** dNSName, [2] IMPLICIT (RFC 5280, 4.2.1.6). */
const DNS_NAME_TAG = 0x82

/**
 * Reads a certificate that may receive a secret: an RSA key of at least 2048 bits, extended key usage Document Encryption,
 * key usage with keyEncipherment. Runs in a browser. Throws FormatError. Host and validity: `checkRecipient`.
 */
export async function readRecipient(certificate: Uint8Array): Promise<Recipient> {
  const outer = new DerFields(readDer(certificate), TAG.sequence, 'A certificate')
  const fields = new DerFields(outer.take(TAG.sequence), TAG.sequence, 'A certificate')
  fields.take(TAG.context0)
  const serial = fields.take(TAG.integer)
  fields.take(TAG.sequence)
  const issuer = fields.take(TAG.sequence)
  const validity = fields.take(TAG.sequence)
  const subject = fields.take(TAG.sequence)
  const publicKey = fields.take(TAG.sequence)
  const extensions = fields.optional(TAG.context3)
  fields.end()
  const values = extensionValues(extensions === null ? [] : readParts(onlyPart(extensions, 'The list of extensions')))
  checkUsage(values)
  const publicKeyInfo = Uint8Array.from(publicKey.bytes)
  const keyBits = await rsaBits(publicKeyInfo)
  if (keyBits < 2048) {
    throw new FormatError('CERTIFICATE', 'The certificate must hold an RSA key of at least 2048 bits.')
  }
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(certificate))
  return {
    sha256: toHex(new Uint8Array(digest)),
    issuerAndSerial: sequence(issuer.bytes, serial.bytes),
    publicKeyInfo,
    keyBits,
    ...readValidity(validity),
    names: [...commonNames(subject), ...alternativeNames(values)],
  }
}

/**
 * Throws FormatError unless the certificate is valid at this moment and names this host. Names are compared without regard to
 * letter case; a wildcard is no name of a host.
 */
export function checkRecipient({ notBefore, notAfter, names }: Recipient, host: string, now: Date): void {
  const day = (at: Date) => at.toISOString().slice(0, 10)
  if (now < notBefore) throw new FormatError('CERTIFICATE', `The certificate is valid from ${day(notBefore)} on.`)
  if (now > notAfter) throw new FormatError('CERTIFICATE', `The certificate expired on ${day(notAfter)}.`)
  if (names.some((name) => name.toLowerCase() === host.toLowerCase())) return
  const found = names.length === 0 ? 'no host' : names.join(', ')
  throw new FormatError('CERTIFICATE', `The certificate is for another host: it names ${found}, not ${host}.`)
}

function readValidity(element: DerElement): Pick<Recipient, 'notBefore' | 'notAfter'> {
  const [notBefore, notAfter] = readParts(element).map(readTime)
  if (!notBefore || !notAfter) throw new FormatError('CERTIFICATE', 'The certificate has no validity.')
  return { notBefore, notAfter }
}

function commonNames(subject: DerElement): string[] {
  return readParts(subject)
    .flatMap(readParts)
    .flatMap((attribute) => {
      const [type, value] = readParts(attribute)
      return type && value && readOid(type) === OID.commonName ? [new TextDecoder().decode(value.value)] : []
    })
}

function alternativeNames(values: ReadonlyMap<string, Uint8Array>): string[] {
  const value = values.get(ENVELOPE_OID.subjectAltName)
  if (value === undefined) return []
  return readParts(readDer(value)).flatMap((name) =>
    name.tag === DNS_NAME_TAG ? [new TextDecoder('latin1').decode(name.value)] : [],
  )
}

function extensionValues(extensions: readonly DerElement[]): Map<string, Uint8Array> {
  const values = new Map<string, Uint8Array>()
  for (const extension of extensions) {
    const fields = new DerFields(extension, TAG.sequence, 'An extension')
    const type = readOid(fields.take(TAG.oid))
    fields.optional(TAG.boolean)
    values.set(type, fields.take(TAG.octetString).value)
    fields.end()
  }
  return values
}

function checkUsage(values: ReadonlyMap<string, Uint8Array>): void {
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
