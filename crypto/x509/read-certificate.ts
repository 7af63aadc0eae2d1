import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { DerFields, readDer } from '../der/read.ts'
import { OID, TAG } from '../der/tags.ts'
import { sequence } from '../der/write.ts'
import { FormatError } from '../format-error.ts'

export interface CodeCertificate {
  readonly der: Uint8Array
  readonly sha256: string
  /** Subject in one line, e.g. `O=…, CN=…`. */
  readonly subject: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly publicKey: KeyObject
}

/** Reads a certificate that may sign code: RSA of at least 3072 bits, extended key usage code signing only. */
export function readCodeCertificate(bytes: Uint8Array): CodeCertificate {
  const { certificate, publicKey } = parse(bytes)
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0
  if (publicKey.asymmetricKeyType !== 'rsa' || bits < 3072) {
    throw new FormatError('CERTIFICATE', 'The certificate must hold an RSA key of at least 3072 bits.')
  }
  const usages: readonly string[] = certificate.keyUsage ?? []
  if (usages.length !== 1 || usages[0] !== OID.codeSigning) {
    throw new FormatError('CERTIFICATE', 'The certificate must be for code signing and nothing else.')
  }
  return {
    der: bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    subject: certificate.subject.split('\n').join(', '),
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    publicKey,
  }
}

function parse(bytes: Uint8Array): { certificate: X509Certificate; publicKey: KeyObject } {
  try {
    const certificate = new X509Certificate(bytes)
    return { certificate, publicKey: certificate.publicKey }
  } catch (error) {
    throw new FormatError('CERTIFICATE', 'A certificate can not be read.', error)
  }
}

/** IssuerAndSerialNumber of a certificate, as CMS names its signer (RFC 5652, 10.2.4). */
export function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const outer = new DerFields(readDer(certificate), TAG.sequence, 'A certificate')
  const fields = new DerFields(outer.take(TAG.sequence), TAG.sequence, 'A certificate')
  fields.optional(TAG.context0)
  const serial = fields.take(TAG.integer)
  fields.take(TAG.sequence)
  const issuer = fields.take(TAG.sequence)
  return sequence(issuer.bytes, serial.bytes)
}

/** PEM of a certificate, 64 characters a line. */
export function certificatePem(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
