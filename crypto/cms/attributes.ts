import { OID } from '../der/tags.ts'
import { octetString, oid, sequence, setOf, time } from '../der/write.ts'
import { sha256 } from '../digest.ts'

/** One CMS attribute with one value (RFC 5652, 5.3). */
export const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf(value))

/** When the signer says it signed (RFC 5652, 11.3). */
export const signingTime = (at: Date) => attribute(OID.signingTime, time(at))

/** Binds the signature to one certificate by its SHA-256 (RFC 5035; the default hash is not written). */
export const signingCertificate = (certificate: Uint8Array) =>
  attribute(OID.signingCertificateV2, sequence(sequence(sequence(octetString(sha256(certificate))))))
