import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import { type JournalEntry, type SecretEvidence, secretEvidenceSchema } from '#core/protocol/protocol.ts'
import type { SignerState } from '../state/state.ts'
import { checkPasskey } from '../trust/check-passkey.ts'

type SecretLine = Omit<Extract<JournalEntry, { kind: 'secret' }>, 'seq' | 'at' | 'previous' | 'type' | 'kind'>
const refused = (sentence: string) => new AppError('FORBIDDEN', sentence)

/**
 * May this line of a production journal follow? One answer of a passkey stands for all servers of an entry: it is judged with the first
 * of its lines, and each server has one line. Throws AppError with the reason.
 */
export function checkSecretEntry(state: SignerState, secret: SecretLine): void {
  const { entry, assertion } = readEvidence(secret.evidence)
  const before = state.secrets.filter(({ evidence }) => evidence === secret.evidence)
  if (before.some(({ target }) => target === secret.target)) {
    throw new AppError('CONFLICT', 'This was used already. Open the page again.')
  }
  if (before.length === 0) checkPasskey(state, entry, assertion)
  const { target, host, account, origin, cmsSha256, recipientCertificateSha256 } = secret
  const line = canonicalJson({ target, host, account, origin, cmsSha256, recipientCertificateSha256 })
  const isNamed = entry.secrets.some((one) => canonicalJson(one) === line)
  if (entry.person !== secret.person || entry.requestId !== secret.requestId || !isNamed) {
    throw refused('The passkey agreed to another secret than the journal names.')
  }
}

function readEvidence(evidence: string): SecretEvidence {
  const parsed = secretEvidenceSchema.safeParse(readJson(evidence))
  if (!parsed.success || canonicalJson(parsed.data) !== evidence) {
    throw refused('In production a secret is entered with a passkey only.')
  }
  return parsed.data
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
