import { constants, type KeyObject, verify } from 'node:crypto'
import { equalBytes } from '../der/bytes.ts'
import { DerFields, onlyPart, readDer, readTime } from '../der/read.ts'
import { OID, TAG } from '../der/tags.ts'
import { sha256 } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import { type CodeCertificate, readCodeCertificate } from '../x509/read-certificate.ts'
import { type ParsedSignedData, parseSignedData } from './parse.ts'

/**
 * Checks the signature over the signed attributes and that they name `messageDigest`; yields the certificate that signed.
 * Whether that certificate may be believed is the caller's question. Throws FormatError.
 */
export function verifySignedData(parsed: ParsedSignedData, messageDigest: Uint8Array): CodeCertificate {
  const stated = parsed.attributes.get(OID.messageDigest)
  if (stated?.tag !== TAG.octetString || !equalBytes(stated.value, messageDigest)) {
    throw new FormatError('CMS', 'The signature belongs to other content.')
  }
  const certificate = readCodeCertificate(parsed.signerCertificate)
  if (!fits(parsed, certificate.publicKey)) throw new FormatError('CMS', 'The signature does not fit its certificate.')
  return certificate
}

function fits(parsed: ParsedSignedData, publicKey: KeyObject): boolean {
  try {
    const key = { key: publicKey, padding: constants.RSA_PKCS1_PADDING }
    return verify('sha256', parsed.signedBytes, key, parsed.signature)
  } catch (error) {
    throw new FormatError('CMS', 'The key of the certificate can not be used.', error)
  }
}

/** Checks a detached signature of `bytes`: signing time inside the certificate's validity, certificate bound by its SHA-256. */
export function verifyDetached(
  bytes: Uint8Array,
  signature: Uint8Array,
): { certificate: CodeCertificate; issuers: readonly Uint8Array[]; at: Date } {
  const parsed = parseSignedData(signature)
  if (parsed.contentType !== OID.data || parsed.content !== null) {
    throw new FormatError('CMS', 'A detached signature over data was expected.')
  }
  const certificate = verifySignedData(parsed, sha256(bytes))
  return { certificate, issuers: parsed.otherCertificates, at: checkBinding(parsed, certificate) }
}

/** The signing time, inside the certificate's validity; the certificate is bound by its SHA-256. Throws FormatError. */
export function checkBinding(parsed: ParsedSignedData, certificate: CodeCertificate): Date {
  const bound = parsed.attributes.get(OID.signingCertificateV2)
  if (bound === undefined || !equalBytes(boundCertificateHash(bound.bytes), sha256(certificate.der))) {
    throw new FormatError('CMS', 'The signature is not bound to its certificate.')
  }
  const stated = parsed.attributes.get(OID.signingTime)
  if (stated === undefined) throw new FormatError('CMS', 'The signature has no signing time.')
  const at = readTime(stated)
  if (at < certificate.notBefore || at > certificate.notAfter) {
    throw new FormatError('CMS', 'The certificate was not valid when the signature was made.')
  }
  return at
}

function boundCertificateHash(value: Uint8Array): Uint8Array {
  const parsed = onlyPart(onlyPart(readDer(value), 'signingCertificateV2'), 'signingCertificateV2')
  const identifier = new DerFields(parsed, TAG.sequence, 'signingCertificateV2')
  return identifier.take(TAG.octetString).value
}
