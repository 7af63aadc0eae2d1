import { AppError } from '#core/errors/app-error.ts'
import type { Authority } from './authority.ts'
import { withTimestamps } from './keys/timestamps.ts'
import { instantInWords } from './pages/words.ts'
import { evaluateQuorum } from './quorum/evaluate-quorum.ts'
import { coolsUntil } from './quorum/standing-quorum.ts'
import { recallSuperseded } from './recall/recall-superseded.ts'
import { coverPage } from './sign/cover.ts'
import { decisionsFile } from './sign/decisions-file.ts'
import { signPlan } from './sign/sign-plan.ts'
import { pinnedPolicy, type SubmissionRecord } from './state/state.ts'

export interface SignedPlan {
  readonly planDigest: string
  readonly manifests: Readonly<Record<string, string>>
}

/**
 * Signs an approved plan: the quorum is judged again with the people and the time of now, every byte is made again, and the
 * result is on the disk before the journal says so. Idempotent; CONFLICT without quorum or after a closing.
 */
export async function signApproved(authority: Authority, planDigest: string): Promise<SignedPlan> {
  const record = authority.record(planDigest)
  if (record.signed) return { planDigest, manifests: record.signed.manifests }
  const at = checkSignable(authority, record)
  const { generated, policy, submission } = authority.content(record)
  const { genesis, key, ledger } = authority
  if (!key) throw new AppError('FORBIDDEN', 'The signer has no signing key.')
  const { timestamps } = authority.options
  const input = {
    generated,
    at,
    signer: timestamps ? withTimestamps(key.signer, timestamps, authority.random) : key.signer,
    decisions: decisionsFile(ledger.state, genesis, record, policy),
    cover: (target: string) =>
      coverPage({ target, generated, policy, record, submission, key, people: ledger.state.people }),
  }
  const manifests: Record<string, string> = {}
  for await (const target of signPlan(input)) manifests[target.target] = authority.signedStore.put(target)
  // While this waited for the key, somebody may have closed the plan, or another call may have finished.
  const meanwhile = authority.record(planDigest).signed
  if (meanwhile) return { planDigest, manifests: meanwhile.manifests }
  checkSignable(authority, record)
  ledger.append({ kind: 'signed', planDigest, manifests })
  recallSuperseded(ledger)
  return { planDigest, manifests }
}

/** When the quorum was reached. CONFLICT when the plan may not be signed now. */
function checkSignable(authority: Authority, record: SubmissionRecord): Date {
  if (record.closed)
    throw new AppError('CONFLICT', `This plan was closed: ${record.closed.reason}. It can not be signed.`)
  const policy = pinnedPolicy(authority.ledger.state, record)
  const quorum = evaluateQuorum(authority.ledger.state, record, policy, authority.options.clock())
  if (!record.quorum || !quorum.reached) {
    const open = quorum.missing.map(({ id, count }) => `${count} of ${id}`).join(', ')
    throw new AppError(
      'CONFLICT',
      `Not enough people have approved this plan${open === '' ? '' : `: ${open} missing`}.`,
      {
        details: { missing: quorum.missing, rejectedBy: quorum.rejectedBy },
      },
    )
  }
  const until = coolsUntil(record, policy)
  if (until !== null && authority.options.clock() < until) {
    throw new AppError(
      'CONFLICT',
      `This plan cools off until ${instantInWords(until)}. Until then approvers can reject it, its requester can withdraw it, and a trustee can revoke a passkey.`,
    )
  }
  return new Date(record.quorum.at)
}
