import { constants, type KeyObject, privateEncrypt, X509Certificate } from 'node:crypto'
import { OID } from '../der/tags.ts'
import { nullValue, octetString, oid, sequence } from '../der/write.ts'
import { FormatError } from '../format-error.ts'
import type { CodeSigner } from './code-signer.ts'

/** A signer whose RSA key is in this process. Refuses a key that does not belong to the certificate. */
export function localCodeSigner(
  key: KeyObject,
  certificate: Uint8Array,
  chain: readonly Uint8Array[] = [],
): CodeSigner {
  if (!new X509Certificate(certificate).checkPrivateKey(key)) {
    throw new FormatError('CERTIFICATE', 'The private key does not belong to the certificate.')
  }
  return { certificate, chain, sign: async (digest) => signDigest(key, digest) }
}

/** RSASSA-PKCS1-v1_5 over a SHA-256 digest that was computed elsewhere: padding type 1 around DigestInfo (RFC 8017, 9.2). */
export function signDigest(key: KeyObject, digest: Uint8Array): Uint8Array {
  if (digest.length !== 32) throw new FormatError('CERTIFICATE', 'A SHA-256 digest has 32 bytes.')
  const digestInfo = sequence(sequence(oid(OID.sha256), nullValue()), octetString(digest))
  return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo))
}
