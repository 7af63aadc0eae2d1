import { AppError } from '#core/errors/app-error.ts'
import type { Policy, Submission } from '#core/protocol/protocol.ts'
import type { Mode } from '#core/statement/schemas.ts'
import { currentPolicies, type Genesis, type SignerState } from '../state/state.ts'

const DAY_MS = 86_400_000
const refuse = (sentence: string) => new AppError('UNPROCESSABLE', sentence)

/** What must hold before anything is generated; yields the policy that the plan is to be judged by. UNPROCESSABLE otherwise. */
export function checkSubmission(
  { input, authors, planStatement }: Submission,
  state: SignerState,
  genesis: Genesis,
  mode: Mode,
  now: Date,
): Policy {
  if (planStatement.genesis !== genesis.digest) throw refuse('The plan was made for another signer (genesis differs).')
  if (input.mode !== mode) throw refuse(`This signer works in ${mode} mode; the request says ${input.mode}.`)
  // The day of a UTC calendar date, one day of grace on either side.
  const days =
    Math.abs(Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`) - Date.parse(`${input.asOf}T00:00:00Z`)) / DAY_MS
  if (!(days <= 1)) {
    throw refuse(
      `The plan was judged as of ${input.asOf}, more than one day from the signer’s date. Submit the request again.`,
    )
  }
  const requester = state.people.get(input.requester)
  if (!requester?.active)
    throw refuse(`The signer knows no active person “${input.requester}”, who asks for this change.`)
  if (!authors.includes(input.requester)) throw refuse('The requester is no author of the request: the list is wrong.')
  if (authors.some((author, i) => i > 0 && author <= (authors[i - 1] ?? ''))) {
    throw refuse('The authors of the request are not sorted, or one stands there twice.')
  }
  const policy = currentPolicies(state).find(({ id, kind }) => id === planStatement.policy.id && kind === input.kind)
  if (!policy) throw refuse(`The signer has no policy “${planStatement.policy.id}” for requests of this kind.`)
  return policy
}

/** (requestId, revision) belongs to one plan digest. An upload on which nobody decided gives way to a new one. */
export function findReplaced(state: SignerState, submission: Submission, planDigest: string): string[] {
  const { requestId, revision } = submission.input
  const replaced: string[] = []
  for (const other of state.submissions.values()) {
    if (other.requestId !== requestId || other.planDigest === planDigest) continue
    const decided = other.decisions.length > 0
    if (other.revision === revision && decided) {
      throw new AppError(
        'CONFLICT',
        `${requestId} revision ${revision} was submitted with another plan. Make a new revision.`,
      )
    }
    if (other.closed || other.signed) continue
    if (decided) {
      throw new AppError(
        'CONFLICT',
        `${requestId} revision ${other.revision} is still open at the signer. Close it first.`,
      )
    }
    replaced.push(other.planDigest)
  }
  return replaced
}
