import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import { type JournalEntry, secretEvidenceSchema } from '#core/protocol/protocol.ts'
import { readEvidence } from '#core/protocol/read-evidence.ts'
import type { SignerState } from '../state/state.ts'
import { checkPasskey } from '../trust/check-passkey.ts'

type SecretLine = Omit<Extract<JournalEntry, { kind: 'secret' }>, 'seq' | 'at' | 'previous' | 'type' | 'kind'>
const refused = (sentence: string) => new AppError('FORBIDDEN', sentence)

/**
 * May this line of a production journal follow? One answer of a passkey stands for all servers of an entry: it is judged with the first
 * of its lines, and each server has one line. Throws AppError with the reason.
 */
export function checkSecretEntry(state: SignerState, secret: SecretLine): void {
  const evidence = readEvidence(secretEvidenceSchema, secret.evidence)
  if (evidence === null) throw refused('In production a secret is entered with a passkey only.')
  const { entry, assertion } = evidence
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
