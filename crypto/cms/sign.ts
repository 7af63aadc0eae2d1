import { compareBytes } from '../der/bytes.ts'
import { OID, TAG } from '../der/tags.ts'
import { der, integer, nullValue, octetString, oid, sequence, setOf } from '../der/write.ts'
import { sha256 } from '../digest.ts'
import type { CodeSigner } from '../x509/code-signer.ts'
import { issuerAndSerial } from '../x509/read-certificate.ts'
import { attribute, signingCertificate, signingTime } from './attributes.ts'

export interface SignedDataParts {
  readonly contentType: string
  /** EncapsulatedContentInfo as DER. */
  readonly content: Uint8Array
  /** SHA-256 that goes into messageDigest. */
  readonly messageDigest: Uint8Array
  /** Attributes beside contentType and messageDigest. */
  readonly attributes: readonly Uint8Array[]
  /** Type of the unsigned attribute that carries a timestamp, where the signer has an authority; else the one of CMS. */
  readonly timestampType?: string
}

/**
 * ContentInfo with SignedData v1 of one signer: SHA-256, RSA, issuerAndSerialNumber, attributes and certificates in DER
 * order (RFC 5652, 5). The only unsigned attribute is a timestamp; without one the same parts and key give the same bytes.
 */
export async function signedData(parts: SignedDataParts, signer: CodeSigner): Promise<Uint8Array> {
  const attributes = [
    attribute(OID.contentType, oid(parts.contentType)),
    attribute(OID.messageDigest, octetString(parts.messageDigest)),
    ...parts.attributes,
  ].toSorted(compareBytes)
  // What is signed carries the tag of a SET, what is stored the tag of the field (RFC 5652, 5.4).
  const signature = await signer.sign(sha256(der(TAG.set, ...attributes)))
  const token = (await signer.timestamp?.(sha256(signature))) ?? null
  const sha256Algorithm = sequence(oid(OID.sha256), nullValue())
  const signerInfo = sequence(
    integer(1),
    issuerAndSerial(signer.certificate),
    sha256Algorithm,
    der(TAG.context0, ...attributes),
    sequence(oid(OID.rsaEncryption), nullValue()),
    octetString(signature),
    ...(token ? [der(TAG.context1, attribute(parts.timestampType ?? OID.timestampToken, token))] : []),
  )
  const certificates = [signer.certificate, ...signer.chain].toSorted(compareBytes)
  const body = sequence(
    integer(1),
    setOf(sha256Algorithm),
    parts.content,
    der(TAG.context0, ...certificates),
    setOf(signerInfo),
  )
  return sequence(oid(OID.signedData), der(TAG.context0, body))
}

/** Detached signature over `bytes` with signing time and certificate bound in (`openssl cms -verify -purpose any`). */
export async function signDetached(bytes: Uint8Array, signer: CodeSigner, at: Date): Promise<Uint8Array> {
  return signedData(
    {
      contentType: OID.data,
      content: sequence(oid(OID.data)),
      messageDigest: sha256(bytes),
      attributes: [signingTime(at), signingCertificate(signer.certificate)],
    },
    signer,
  )
}
