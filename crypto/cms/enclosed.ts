import { OID, TAG } from '../der/tags.ts'
import { der, octetString, oid, sequence } from '../der/write.ts'
import { sha256 } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import type { CodeSigner } from '../x509/code-signer.ts'
import type { CodeCertificate } from '../x509/read-certificate.ts'
import { signingCertificate, signingTime } from './attributes.ts'
import { parseSignedData } from './parse.ts'
import { signedData } from './sign.ts'
import { checkBinding, verifySignedData } from './verify.ts'

/** CMS SignedData that carries `bytes` inside (RFC 5652, 5.2), with signing time and certificate bound in: one file, one check. */
export async function signEnclosed(bytes: Uint8Array, signer: CodeSigner, at: Date): Promise<Uint8Array> {
  return signedData(
    {
      contentType: OID.data,
      content: sequence(oid(OID.data), der(TAG.context0, octetString(bytes))),
      messageDigest: sha256(bytes),
      attributes: [signingTime(at), signingCertificate(signer.certificate)],
    },
    signer,
  )
}

/** The bytes inside, who signed them and when. Throws FormatError. Whether that certificate may be believed is the caller's question. */
export function verifyEnclosed(signed: Uint8Array): { bytes: Uint8Array; certificate: CodeCertificate; at: Date } {
  const parsed = parseSignedData(signed)
  if (parsed.contentType !== OID.data || parsed.content?.tag !== TAG.octetString) {
    throw new FormatError('CMS', 'A signature that carries its data was expected.')
  }
  const bytes = parsed.content.value
  const certificate = verifySignedData(parsed, sha256(bytes))
  return { bytes, certificate, at: checkBinding(parsed, certificate) }
}
