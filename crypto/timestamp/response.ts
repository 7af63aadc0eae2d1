import { equalBytes } from '../der/bytes.ts'
import { type DerElement, DerFields, onlyPart, readDer, readOid, readParts, readSmallInteger } from '../der/read.ts'
import { OID, TAG } from '../der/tags.ts'
import { integer } from '../der/write.ts'
import { FormatError } from '../format-error.ts'

const GRANTED = [0, 1]

export interface Timestamp {
  /** ContentInfo of the authority's signature: what goes into the unsigned attribute. */
  readonly token: Uint8Array
  readonly at: Date
}

/**
 * Reads TimeStampResp (RFC 3161, 2.4.2) and checks that the token speaks of this SHA-256 and this nonce. It does not judge who the
 * authority is: Windows and osslsigncode do, by their own lists. Throws FormatError.
 */
export function readTimestampResponse(bytes: Uint8Array, sha256: Uint8Array, nonce: Uint8Array): Timestamp {
  const response = new DerFields(readDer(bytes), TAG.sequence, 'A timestamp response')
  const status = readParts(response.take(TAG.sequence))[0]
  if (status === undefined || !GRANTED.includes(readSmallInteger(status))) {
    throw new FormatError('TIMESTAMP', 'The timestamp authority refused the request.')
  }
  const token = response.take(TAG.sequence)
  response.end()
  return { token: token.bytes, at: readTokenInfo(token, sha256, nonce) }
}

/** When a token says that the signature existed. Throws FormatError when it speaks of another one. */
export function timestampTime(token: Uint8Array, sha256: Uint8Array): Date {
  return readTokenInfo(readDer(token), sha256, null)
}

function readTokenInfo(token: DerElement, sha256: Uint8Array, nonce: Uint8Array | null): Date {
  const info = new DerFields(tokenContent(token), TAG.sequence, 'TSTInfo')
  info.take(TAG.integer)
  info.take(TAG.oid)
  const imprint = new DerFields(info.take(TAG.sequence), TAG.sequence, 'The message imprint')
  const algorithm = readParts(imprint.take(TAG.sequence))[0]
  const stamped = imprint.take(TAG.octetString)
  if (algorithm === undefined || readOid(algorithm) !== OID.sha256 || !equalBytes(stamped.value, sha256)) {
    throw new FormatError('TIMESTAMP', 'The timestamp belongs to another signature.')
  }
  info.take(TAG.integer)
  const at = readGeneralizedTime(info.take(TAG.generalizedTime))
  info.optional(TAG.sequence)
  info.optional(TAG.boolean)
  const given = info.optional(TAG.integer)
  if (nonce !== null && (given === null || !equalBytes(given.bytes, integer(nonce)))) {
    throw new FormatError('TIMESTAMP', 'The timestamp answers another request.')
  }
  return at
}

/** eContent of the token's SignedData, which must be TSTInfo. */
function tokenContent(token: DerElement): DerElement {
  const outer = new DerFields(token, TAG.sequence, 'A timestamp token')
  if (readOid(outer.take(TAG.oid)) !== OID.signedData) throw new FormatError('TIMESTAMP', 'The token is not signed.')
  const body = new DerFields(onlyPart(outer.take(TAG.context0), 'A timestamp token'), TAG.sequence, 'SignedData')
  body.take(TAG.integer)
  body.take(TAG.set)
  const content = new DerFields(body.take(TAG.sequence), TAG.sequence, 'The content of the token')
  if (readOid(content.take(TAG.oid)) !== OID.timestampInfo) {
    throw new FormatError('TIMESTAMP', 'The token holds something else than a time.')
  }
  const octets = onlyPart(content.take(TAG.context0), 'The content of the token')
  if (octets.tag !== TAG.octetString) throw new FormatError('TIMESTAMP', 'The content of the token is malformed.')
  return readDer(octets.value)
}

/** GeneralizedTime in UTC; authorities may add fractions of a second (RFC 3161, 2.4.2). */
function readGeneralizedTime({ value }: DerElement): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(new TextDecoder('latin1').decode(value))
  const [, year, month, day, hour, minute, second] = parts ?? []
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (parts === null || Number.isNaN(at.getTime()))
    throw new FormatError('TIMESTAMP', 'The time of the token is malformed.')
  return at
}
