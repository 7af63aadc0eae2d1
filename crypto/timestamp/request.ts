import { OID } from '../der/tags.ts'
import { booleanTrue, integer, nullValue, octetString, oid, sequence } from '../der/write.ts'

/**
 * TimeStampReq over a SHA-256 (RFC 3161, 2.4.1): version 1, a nonce of at most 16 bytes, and the wish that the answer carries the
 * authority's certificates.
 */
export function timestampRequest(sha256: Uint8Array, nonce: Uint8Array): Uint8Array {
  const imprint = sequence(sequence(oid(OID.sha256), nullValue()), octetString(sha256))
  return sequence(integer(1), imprint, integer(nonce), booleanTrue())
}
