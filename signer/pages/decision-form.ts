import type { PlanContent } from '../authority.ts'
import type { Action } from '../decisions/check-standing.ts'
import { validUntil } from '../decisions/record-decision.ts'
import { coolsUntil, quorumStands } from '../quorum/standing-quorum.ts'
import { lastVotes, type SignerState, type SubmissionRecord } from '../state/state.ts'
import { type Html, html } from './html.ts'
import { instantInWords } from './words.ts'

/** What a form needs, whatever stands above it. */
export interface FormView {
  readonly state: SignerState
  readonly record: SubmissionRecord
  readonly policy: PlanContent['policy']
  /** Who is here, and what they may do: a form for each. */
  readonly person: string
  readonly actions: readonly Action[]
  readonly formToken: string
  readonly now: Date
  /** Why the last attempt was refused, and what had been typed. */
  readonly problem: string | null
  readonly comment: string
}

/** The form of one action: what it means now, a comment, its buttons. */
export function decisionForm(view: FormView, action: Action): Html {
  const { state, person, record, policy, formToken, now, comment } = view
  const enough = quorumStands(state, record, policy, now)
  const until = instantInWords(validUntil(policy, now))
  const own = lastVotes(record).find(({ decision }) => decision.person === person)
  const buttons = BUTTONS[action].filter(
    ({ value }) => value !== own?.decision.decision && !(enough && value === 'approve'),
  )
  return html`<form class="sign" method="post" action="/decide/${record.planDigest}" aria-labelledby="${action}">
<h2 id="${action}">${HEADINGS[action] ?? `Your decision, valid until ${until}`}</h2>
${action === 'recall' ? html`<p class="note">Recalled bundles are refused by the portal, by every verifier and by the runner, once they have the new recall list. What already ran on a server stays as it is. A recall can not be taken back; a new revision can be made.</p>` : null}
${own ? html`<p class="note">You ${own.decision.decision === 'approve' ? 'approved' : 'rejected'} this plan ${instantInWords(own.at)}. You can still change your mind; your last word counts.</p>` : null}
${enough && action === 'decide' ? html`<p class="note">Enough people have approved. ${whenSigned(record, policy)} you can still reject it.</p>` : null}
${view.problem === null ? null : html`<p class="note err" role="alert">${view.problem}</p>`}
<input type="hidden" name="form" value="${formToken}">
<label for="comment-${action}">Comment <span class="quiet">${COMMENT_HINTS[action] ?? '(if you like)'}</span></label>
<textarea id="comment-${action}" name="comment" rows="2" maxlength="2000">${comment}</textarea>
<div class="row">${buttons.map(({ value, label, look }) => html`<button class="btn ${look}" name="decision" value="${value}">${label}</button>`)}</div>
</form>`
}

function whenSigned(record: SubmissionRecord, policy: FormView['policy']): string {
  const until = coolsUntil(record, policy)
  return until === null ? 'Until it is signed' : `It cools off until ${instantInWords(until)}; until it is signed`
}

const HEADINGS: Partial<Readonly<Record<Action, string>>> = {
  withdraw: 'Withdraw this plan for good',
  recall: 'Recall the signed bundles of this plan for good',
}

const COMMENT_HINTS: Partial<Readonly<Record<Action, string>>> = {
  decide: '(needed to reject)',
  recall: '(needed: operators stop because of it)',
}

const BUTTONS: Readonly<Record<Action, readonly { value: string; label: string; look: string }[]>> = {
  submit: [{ value: 'submit', label: 'Submit', look: 'main' }],
  decide: [
    { value: 'approve', label: 'Approve', look: 'main' },
    { value: 'reject', label: 'Reject', look: 'danger' },
  ],
  withdraw: [{ value: 'withdraw', label: 'Withdraw', look: 'danger' }],
  recall: [{ value: 'recall', label: 'Recall', look: 'danger' }],
  secret: [],
}
