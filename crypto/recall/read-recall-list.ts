import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { type RecallList, recallListSchema } from '#core/protocol/recall-list.ts'
import { verifyEnclosed } from '../cms/enclosed.ts'
import { FormatError } from '../format-error.ts'
import type { CodeCertificate } from '../x509/read-certificate.ts'

const MAX_BYTES = 40_000_000

/**
 * A recall list whose signature fits, and the certificate that signed it; whether that may be believed is the caller's question.
 * Throws FormatError: another file, changed, not canonical, issued after its own end.
 */
export function readRecallList(file: Uint8Array): { list: RecallList; certificate: CodeCertificate } {
  if (file.length > MAX_BYTES) throw new FormatError('RECALL', 'The recall list is too large.')
  const { bytes, certificate } = opened(file)
  const list = recallListSchema.safeParse(parseJson(bytes))
  if (!list.success)
    throw new FormatError('RECALL', 'The recall list is of an unknown shape. Get it again from the portal.')
  if (canonicalJson(list.data) !== Buffer.from(bytes).toString('utf8')) {
    throw new FormatError('RECALL', 'The recall list is not canonical JSON (RFC 8785).')
  }
  if (list.data.nextUpdate <= list.data.issuedAt)
    throw new FormatError('RECALL', 'The recall list ends before it begins.')
  return { list: list.data, certificate }
}

function opened(file: Uint8Array) {
  try {
    return verifyEnclosed(file)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new FormatError('RECALL', `The recall list is not signed, or it was changed: ${error.message}`, error)
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return null
  }
}
