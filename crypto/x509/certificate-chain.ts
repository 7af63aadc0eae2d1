import { type KeyObject, X509Certificate } from 'node:crypto'
import { FormatError } from '../format-error.ts'
import { type CodeCertificate, readCodeCertificate } from './read-certificate.ts'

const MAX_ISSUERS = 8
const oneLine = (name: string) => name.split('\n').join(', ')
const bad = (sentence: string) => new FormatError('CERTIFICATE', sentence)

export interface CodeChain {
  readonly certificate: CodeCertificate
  /** DER: the issuer of the certificate, its issuer, … up to the root; empty when it is self-signed. */
  readonly issuers: readonly Uint8Array[]
  readonly issuerSubjects: readonly string[]
}

/**
 * Orders certificates into a chain from the one that belongs to `key` up to a self-signed root, and checks each link: signature, CA flag,
 * validity at `now`. Others are left aside. Throws FormatError that names what is missing.
 */
export function buildChain(key: KeyObject, certificates: readonly Uint8Array[], now: Date): CodeChain {
  const parsed = certificates.map((bytes) => new X509Certificate(bytes))
  const leaf = parsed.find((certificate) => certificate.checkPrivateKey(key))
  if (!leaf)
    throw bad('None of the certificates belongs to the private key. Export the certificate together with its key.')
  const certificate = readCodeCertificate(new Uint8Array(leaf.raw))
  return { certificate, ...climb(leaf, parsed, now) }
}

/** Checks a chain that is in order already. Throws FormatError. */
export function checkChain(certificate: Uint8Array, issuers: readonly Uint8Array[], now: Date): readonly string[] {
  const { issuerSubjects, issuers: climbed } = climb(
    new X509Certificate(certificate),
    issuers.map((bytes) => new X509Certificate(bytes)),
    now,
  )
  if (climbed.length !== issuers.length) throw bad('The chain holds a certificate that does not belong to it.')
  return issuerSubjects
}

function climb(leaf: X509Certificate, others: readonly X509Certificate[], now: Date): Omit<CodeChain, 'certificate'> {
  checkValidity(leaf, now)
  const issuers: X509Certificate[] = []
  for (let current = leaf; !isSelfSigned(current); ) {
    const issuer = others.find(
      (other) => other !== current && current.checkIssued(other) && current.verify(other.publicKey),
    )
    if (!issuer) {
      throw bad(
        `The chain is not complete: the certificate “${oneLine(current.issuer)}” is missing. Add it to the file; on Windows export with “Include all certificates in the certification path”.`,
      )
    }
    if (!issuer.ca)
      throw bad(`“${oneLine(issuer.subject)}” is no certification authority and can not issue certificates.`)
    checkValidity(issuer, now)
    issuers.push(issuer)
    if (issuers.length > MAX_ISSUERS) throw bad('The chain is longer than eight issuers.')
    current = issuer
  }
  return {
    issuers: issuers.map(({ raw }) => new Uint8Array(raw)),
    issuerSubjects: issuers.map(({ subject }) => oneLine(subject)),
  }
}

// Not `checkIssued`: it asks for a CA's key usage, which a certificate that signs only code has not.
const isSelfSigned = (certificate: X509Certificate) =>
  certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey)

function checkValidity(certificate: X509Certificate, now: Date): void {
  const [from, to] = [new Date(certificate.validFrom), new Date(certificate.validTo)]
  const subject = oneLine(certificate.subject)
  if (now < from) throw bad(`“${subject}” is valid only from ${from.toISOString().slice(0, 10)} on.`)
  if (now > to)
    throw bad(`“${subject}” ended on ${to.toISOString().slice(0, 10)}. Get a newer certificate from the CA.`)
}
