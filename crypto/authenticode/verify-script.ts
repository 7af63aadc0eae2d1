import { parseSignedData } from '../cms/parse.ts'
import { verifySignedData } from '../cms/verify.ts'
import { equalBytes } from '../der/bytes.ts'
import { readDer } from '../der/read.ts'
import { OID } from '../der/tags.ts'
import { sha256 } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import type { CodeCertificate } from '../x509/read-certificate.ts'
import { indirectData } from './indirect-data.ts'
import { decodeScript, splitSignedScript } from './script-text.ts'

export interface VerifiedScript {
  readonly certificate: CodeCertificate
  /** The file's bytes before its block: what was approved. */
  readonly unsigned: Uint8Array
}

/** Checks an Authenticode-signed script: one block that ends the file, one signer, signature, digest of the body. Throws FormatError. */
export function verifyScript(bytes: Uint8Array): VerifiedScript {
  const { text, encoding } = decodeScript(bytes)
  const { body, signature } = splitSignedScript(text)
  const parsed = parseSignedData(signature)
  const expected = indirectData(body)
  if (parsed.contentType !== OID.spcIndirectData || parsed.content === null) {
    throw new FormatError('AUTHENTICODE', 'The block is no Authenticode signature.')
  }
  if (!equalBytes(parsed.content.bytes, expected)) {
    throw new FormatError('AUTHENTICODE', 'The script is not the one that was signed.')
  }
  const certificate = verifySignedData(parsed, sha256(readDer(expected).value))
  return { certificate, unsigned: new Uint8Array(Buffer.from(body, encoding)) }
}
