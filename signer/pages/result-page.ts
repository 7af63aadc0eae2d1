import type { Policy } from '#core/protocol/protocol.ts'
import type { DecisionKind } from '#core/statement/schemas.ts'
import { evaluateQuorum } from '../quorum/evaluate-quorum.ts'
import { coolsUntil, quorumStands } from '../quorum/standing-quorum.ts'
import type { SignerState, SubmissionRecord } from '../state/state.ts'
import { html } from './html.ts'
import { type Frame, layout } from './layout.ts'
import { inFours, instantInWords, numberInWords } from './words.ts'

const DONE: Readonly<Record<DecisionKind, string>> = {
  submit: 'You submitted this plan',
  approve: 'You approved this plan',
  reject: 'You rejected this plan',
  withdraw: 'You withdrew this plan',
  recall: 'You recalled this plan',
}

export interface ResultView {
  readonly state: SignerState
  readonly record: SubmissionRecord
  readonly policy: Policy
  readonly title: string
  readonly decision: DecisionKind
  readonly back: string
  readonly now: Date
}

/** After a decision: that it is recorded, and what happens next. */
export function resultPage(frame: Frame, view: ResultView): string {
  const { record, title } = view
  const body = html`<h1>${DONE[view.decision]}</h1>
<p class="soft">${record.requestId}, revision ${record.revision}: ${title}. The signer’s journal has it.</p>
<p class="note">${whatNext(view)}</p>
<p class="hex"><b>${inFours(record.planDigest).slice(0, 19)}</b>${inFours(record.planDigest).slice(19)}</p>
<p class="acts"><a class="btn main" href="${view.back}">Back to the portal</a>${record.secretsErased ? null : html`<a class="btn" href="/decide/${record.planDigest}/files">Read the files</a>`}</p>`
  return layout(frame, DONE[view.decision], body)
}

function whatNext({ state, record, policy, now }: ResultView): string {
  if (record.recalled)
    return 'The bundles are recalled. The portal hands them out no more, and the recall list names them. Operators who have them already need the new list: tell them.'
  if (record.closed)
    return `The plan is closed: ${record.closed.reason}. Nothing can be decided or signed on it any more.`
  if (quorumStands(state, record, policy, now)) {
    const until = coolsUntil(record, policy)
    return until !== null && until > now
      ? `Everybody whose approval is needed has approved. The plan cools off until ${instantInWords(until)}; until then each approver can still reject it.`
      : 'Everybody whose approval is needed has approved. The bundles are being signed; the portal shows them in a moment.'
  }
  const { missing, rejectedBy } = evaluateQuorum(state, record, policy, now)
  if (rejectedBy.length > 0)
    return 'It will not be signed while somebody rejects it. The requester reads your comment in the portal.'
  const title = (id: string) => policy.groups.find((group) => group.id === id)?.title ?? id
  return `Still needed: ${missing.map(({ id, count }) => `${numberInWords(count)} of ${title(id)}`).join(' and ')}.`
}
