import { attribute } from '../cms/attributes.ts'
import { signedData } from '../cms/sign.ts'
import { readDer } from '../der/read.ts'
import { OID, TAG } from '../der/tags.ts'
import { der, oid, sequence } from '../der/write.ts'
import { sha256 } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import type { CodeSigner } from '../x509/code-signer.ts'
import { emptyOpusInfo, indirectData, individualStatement } from './indirect-data.ts'
import { decodeScript, hasSignatureMark, signatureBlock } from './script-text.ts'

/** Windows verifies these as scripts; every file with one of these endings in a bundle carries a signature. */
export const isScript = (path: string) => /\.(ps1|psm1|psd1)$/i.test(path)

/** Attributes without a signing time, so that the same script and key give the same bytes. */
const scriptAttributes = () => [
  attribute(OID.spcSpOpusInfo, emptyOpusInfo()),
  attribute(OID.spcStatementType, individualStatement()),
]

/**
 * A PowerShell script with its Authenticode block appended, byte for byte as `osslsigncode sign` writes it for the same attributes.
 * Refuses a script that already holds a signature mark, and non-ASCII text without a byte order mark, which Windows
 * PowerShell 5.1 would read in another code page than the one that was hashed.
 */
export async function signScript(
  bytes: Uint8Array,
  signer: CodeSigner,
  attributes: readonly Uint8Array[] = scriptAttributes(),
): Promise<Uint8Array> {
  const { text, encoding } = decodeScript(bytes)
  if (hasSignatureMark(text)) throw new FormatError('AUTHENTICODE', 'The script already holds a signature mark.')
  if (encoding === 'utf8' && !text.startsWith('\u{feff}') && Buffer.byteLength(text, 'utf8') !== text.length) {
    throw new FormatError('AUTHENTICODE', 'A script that is not pure ASCII needs a byte order mark.')
  }
  const content = indirectData(text)
  const signature = await signedData(
    {
      contentType: OID.spcIndirectData,
      content: sequence(oid(OID.spcIndirectData), der(TAG.context0, content)),
      // The content octets only, without tag and length.
      messageDigest: sha256(readDer(content).value),
      attributes,
      timestampType: OID.spcTimestamp,
    },
    signer,
  )
  return new Uint8Array(Buffer.from(text + signatureBlock(signature), encoding))
}
