import { equalBytes } from '../der/bytes.ts'
import { FormatError } from '../format-error.ts'
import { checkChain } from '../x509/certificate-chain.ts'
import { readCertificates } from '../x509/read-certificates.ts'
import { BUNDLE_FILES } from './layout.ts'
import type { BundleParts } from './parts.ts'

const bad = (sentence: string) => new FormatError('BUNDLE', sentence)

/** The certificate that lies in the bundle for people to look at is the one that signed. */
export function checkCertificateFile(parts: BundleParts): string {
  const { certificate } = parts.signature
  if (!equalBytes(parts.bytes(BUNDLE_FILES.certificate), certificate.der)) {
    throw bad(`${BUNDLE_FILES.certificate} is not the certificate that signed.`)
  }
  return certificate.subject
}

/** Each certificate was issued by the next one, up to a root, all valid when the manifest was signed; the files hold the same chain. */
export function checkSignatureChain(parts: BundleParts): string {
  const { certificate, issuers, at } = parts.signature
  const subjects = checkChain(certificate.der, issuers, at)
  const [leaf, ...shown] = readCertificates(parts.bytes(BUNDLE_FILES.certificatePem))
  const held = (bytes: Uint8Array) => issuers.some((issuer) => equalBytes(issuer, bytes))
  if (!leaf || !equalBytes(leaf, certificate.der) || !shown.every(held)) {
    throw bad(`${BUNDLE_FILES.certificatePem} holds other certificates than the signature.`)
  }
  const chainFile = parts.files.get(BUNDLE_FILES.chainPem)
  if (chainFile && !readCertificates(chainFile).every(held)) {
    throw bad(`${BUNDLE_FILES.chainPem} holds other certificates than the signature.`)
  }
  return subjects.length === 0
    ? 'self-signed: the pinned SHA-256 is all there is'
    : `issued by ${subjects.join(', then ')}`
}
