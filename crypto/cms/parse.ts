import { equalBytes } from '../der/bytes.ts'
import { type DerElement, DerFields, onlyPart, readDer, readOid, readParts, readSmallInteger } from '../der/read.ts'
import { OID, TAG } from '../der/tags.ts'
import { sha256 } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import { timestampTime } from '../timestamp/response.ts'
import { issuerAndSerial } from '../x509/read-certificate.ts'

export interface ParsedSignedData {
  readonly contentType: string
  /** What stands under [0] of the encapsulated content, or null when the content is detached. */
  readonly content: DerElement | null
  readonly signerCertificate: Uint8Array
  /** The other certificates, in the order of the file. */
  readonly otherCertificates: readonly Uint8Array[]
  /** Type to the only value of each signed attribute. */
  readonly attributes: ReadonlyMap<string, DerElement>
  /** The octets that were signed: the attributes as a SET. */
  readonly signedBytes: Uint8Array
  readonly signature: Uint8Array
  /** RFC 3161 token and when it says that the signature existed; null without one. */
  readonly timestamp: { readonly type: string; readonly at: Date } | null
}

/**
 * Reads SignedData in the narrow form that `signedData` writes: one signer, SHA-256 with RSA, signed attributes, no
 * unsigned ones but a timestamp, no revocation lists. Throws FormatError on everything else. It does not check the signature.
 */
export function parseSignedData(bytes: Uint8Array): ParsedSignedData {
  const info = new DerFields(readDer(bytes), TAG.sequence, 'ContentInfo')
  expectOid(info.take(TAG.oid), OID.signedData, 'The CMS content')
  const body = new DerFields(onlyPart(info.take(TAG.context0), 'ContentInfo'), TAG.sequence, 'SignedData')
  info.end()
  expectVersion(body.take(TAG.integer), 'SignedData')
  expectSha256(onlyPart(body.take(TAG.set), 'The list of digest algorithms'))
  const encapsulated = new DerFields(body.take(TAG.sequence), TAG.sequence, 'The signed content')
  const contentType = readOid(encapsulated.take(TAG.oid))
  const wrapped = encapsulated.optional(TAG.context0)
  encapsulated.end()
  const certificates = readParts(body.take(TAG.context0)).map((part) => part.bytes)
  const signer = onlyPart(body.take(TAG.set), 'The list of signers')
  body.end()
  return {
    contentType,
    content: wrapped === null ? null : onlyPart(wrapped, 'The signed content'),
    ...parseSigner(signer, certificates, contentType),
  }
}

function parseSigner(signer: DerElement, certificates: readonly Uint8Array[], contentType: string) {
  const fields = new DerFields(signer, TAG.sequence, 'SignerInfo')
  expectVersion(fields.take(TAG.integer), 'SignerInfo')
  const name = fields.take(TAG.sequence).bytes
  expectSha256(fields.take(TAG.sequence))
  const stored = fields.take(TAG.context0)
  const algorithm = new DerFields(fields.take(TAG.sequence), TAG.sequence, 'The signature algorithm')
  expectOid(algorithm.take(TAG.oid), OID.rsaEncryption, 'The signature algorithm')
  algorithm.take(TAG.null)
  algorithm.end()
  const signature = fields.take(TAG.octetString).value
  const unsigned = fields.optional(TAG.context1)
  fields.end()
  const attributes = parseAttributes(stored)
  expectOid(need(attributes, OID.contentType), contentType, 'The signed content type')
  need(attributes, OID.messageDigest)
  const named = certificates.filter((certificate) => equalBytes(issuerAndSerial(certificate), name))
  const [signerCertificate] = named
  if (signerCertificate === undefined || named.length !== 1) {
    throw new FormatError('CMS', 'The signature must carry its own certificate exactly once.')
  }
  const signedBytes = Uint8Array.from(stored.bytes)
  signedBytes[0] = TAG.set
  const timestamp = unsigned === null ? null : parseTimestamp(unsigned, signature)
  const otherCertificates = certificates.filter((certificate) => certificate !== signerCertificate)
  return { signerCertificate, otherCertificates, attributes, signedBytes, signature, timestamp }
}

/** The one attribute that may be unsigned. It must speak of this signature. */
function parseTimestamp(unsigned: DerElement, signature: Uint8Array): { type: string; at: Date } {
  const fields = new DerFields(onlyPart(unsigned, 'The unsigned attributes'), TAG.sequence, 'An unsigned attribute')
  const type = readOid(fields.take(TAG.oid))
  const token = onlyPart(fields.take(TAG.set), 'An unsigned attribute')
  fields.end()
  if (type !== OID.timestampToken && type !== OID.spcTimestamp) {
    throw new FormatError('CMS', 'An unsigned attribute is no timestamp.')
  }
  return { type, at: timestampTime(token.bytes, sha256(signature)) }
}

function parseAttributes(stored: DerElement): Map<string, DerElement> {
  const attributes = new Map<string, DerElement>()
  for (const part of readParts(stored)) {
    const fields = new DerFields(part, TAG.sequence, 'A signed attribute')
    const type = readOid(fields.take(TAG.oid))
    if (attributes.has(type)) throw new FormatError('CMS', 'A signed attribute stands there twice.')
    attributes.set(type, onlyPart(fields.take(TAG.set), 'A signed attribute'))
    fields.end()
  }
  return attributes
}

function need(attributes: ReadonlyMap<string, DerElement>, type: string): DerElement {
  const value = attributes.get(type)
  if (value === undefined) throw new FormatError('CMS', 'A signed attribute is missing.')
  return value
}

function expectOid(element: DerElement, wanted: string, what: string): void {
  if (readOid(element) !== wanted) throw new FormatError('CMS', `${what} is not of the expected kind.`)
}

function expectVersion(element: DerElement, what: string): void {
  if (readSmallInteger(element) !== 1) throw new FormatError('CMS', `${what} must have version 1.`)
}

function expectSha256(element: DerElement): void {
  const fields = new DerFields(element, TAG.sequence, 'The digest algorithm')
  expectOid(fields.take(TAG.oid), OID.sha256, 'The digest algorithm')
  fields.optional(TAG.null)
  fields.end()
}
