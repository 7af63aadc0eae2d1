import type { Case } from '#core/statement/schemas.ts'
import { digestPlate, factList, underOneName } from './decide-page.ts'
import { decisionForm, type FormView } from './decision-form.ts'
import { html } from './html.ts'
import { type Frame, layout } from './layout.ts'
import { decisionsSoFar } from './plan-facts.ts'
import { instantInWords } from './words.ts'

/** The page on which somebody takes signed bundles back: from the journal and what outlives erasure alone. */
export function recallPage(frame: Frame, view: FormView & { readonly case: Case }): string {
  const { record, state, policy } = view
  const { title, ticket } = view.case
  const requester = state.people.get(record.requester)?.name ?? record.requester
  const targets = Object.keys(record.signed?.manifests ?? {}).toSorted()
  const body = html`<h1>${title}</h1>
<p class="soft">${record.requestId}, revision ${record.revision}${ticket === '' ? '' : ` (${ticket})`}, asked for by ${requester}. Its bundles
were signed ${instantInWords(record.signed?.at ?? record.at)}. This page is not the portal.</p>
<h2>This is what you take back</h2>
${digestPlate(record.planDigest)}
${factList([
  { name: 'bundles', text: targets.join(', ') },
  ...underOneName('decided', decisionsSoFar(state, record, policy), 'nothing'),
])}
${decisionForm(view, 'recall')}`
  return layout(frame, `Recall ${record.requestId} revision ${record.revision}`, body)
}
