import { AppError } from '#core/errors/app-error.ts'
import type { JournalEntry, Policy } from '#core/protocol/protocol.ts'
import { ACTION_OF } from '#core/protocol/ticket-action.ts'
import type { Credential } from '#core/protocol/trust.ts'
import { checkSignInEvidence } from '#crypto/bundle/sign-in-evidence.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { evaluateQuorum } from '../quorum/evaluate-quorum.ts'
import { pinnedPolicy, type SignerState, type SubmissionRecord } from '../state/state.ts'
import { asRefusal } from '../trust/as-refusal.ts'
import { checkPasskey, readAssertion } from '../trust/check-passkey.ts'
import { checkStanding } from './check-standing.ts'

type Entry<K extends JournalEntry['kind']> = Extract<JournalEntry, { kind: K }>
const refused = (sentence: string) => new AppError('FORBIDDEN', sentence)

/** FORBIDDEN when the policy of the plan takes no synced passkey and this is one. */
export function checkSynced({ synced }: Pick<Credential, 'synced'>, { allowSyncedPasskeys }: Policy): void {
  if (!synced || allowSyncedPasskeys) return
  throw refused(
    'Your passkey is synced between devices; the policy of this plan accepts only one that stays on its device.',
  )
}

/** May this word follow in a journal that says this: its person, their right, their proof, and the policy about it? */
export function checkDecisionEntry(
  state: SignerState,
  { decision, comment, evidence }: Pick<Entry<'decision'>, 'decision' | 'comment' | 'evidence'>,
): void {
  const record = submitted(state, decision.planDigest)
  const policy = pinnedPolicy(state, record)
  checkStanding(state, record, policy, decision.person, ACTION_OF[decision.decision])
  const commentSha256 = comment === null ? null : sha256Hex(Buffer.from(comment, 'utf8'))
  if (decision.commentSha256 !== commentSha256) throw refused('The comment of a decision is another one.')
  if (decision.method === 'passkey') {
    const { credential } = checkPasskey(state, decision, readAssertion(evidence))
    checkSynced(credential, policy)
    return
  }
  const { portalKey = null } = state.genesis ?? {}
  if (portalKey === null) throw refused('In production people decide with passkeys only.')
  asRefusal(() => checkSignInEvidence(decision, evidence, portalKey))
}

/** Had enough people approved when the last of them spoke? Validity is judged again when it is signed. */
export function checkQuorumEntry(state: SignerState, { planDigest }: Pick<Entry<'quorum'>, 'planDigest'>): void {
  const record = submitted(state, planDigest)
  const spoken = new Date(record.decisions.at(-1)?.at ?? record.at)
  if (evaluateQuorum(state, record, pinnedPolicy(state, record), spoken).reached) return
  throw refused('Not enough people have approved this plan.')
}

function submitted({ submissions }: SignerState, planDigest: string): SubmissionRecord {
  const record = submissions.get(planDigest)
  if (!record) throw refused('The plan was never submitted.')
  return record
}
