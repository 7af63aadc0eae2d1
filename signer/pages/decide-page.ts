import { planWords } from '#core/seal/plan-words.ts'
import { sealSvg } from '#core/seal/seal.ts'
import type { PlanContent } from '../authority.ts'
import type { SubmissionRecord } from '../state/state.ts'
import { decisionForm, type FormView } from './decision-form.ts'
import { type Html, html, trusted } from './html.ts'
import { type Frame, layout } from './layout.ts'
import {
  acknowledgedWarnings,
  changes,
  decisionsSoFar,
  type Fact,
  policyInWords,
  windowsInWords,
} from './plan-facts.ts'
import { inFours, withThousands } from './words.ts'

export interface DecideView extends Omit<FormView, 'policy'> {
  readonly content: PlanContent
}

const SHOWN_FILES = 8

/** The page on which somebody decides: everything on it comes from bytes that this signer made itself. */
export function decidePage(frame: Frame, view: DecideView): string {
  const { content, record, state } = view
  const { title, ticket } = content.submission.input.case
  const requester = state.people.get(record.requester)?.name ?? record.requester
  const { version } = content.generated.statement.generator
  const body = html`<h1>${title}</h1>
<p class="soft">${record.requestId}, revision ${record.revision}${ticket === '' ? '' : ` (${ticket})`}, asked for by ${requester}. This page is not
the portal. Everything on it was made again here from the environment with generator ${version}; nothing that the portal showed you was trusted.</p>
<h2>This is what you decide on</h2>
${digestPlate(record.planDigest)}
<h2>What will change</h2>
${factList(changes(content))}
<h2>Warnings that were acknowledged</h2>
${factListOr(acknowledgedWarnings(content), 'No rule warns about this environment.')}
<h2>Policy and windows</h2>
${factList(policyFacts(view))}
${fileSection(content, record.planDigest)}
${view.actions.map((action) => decisionForm({ ...view, policy: content.policy }, action))}`
  return layout(frame, `Decide on ${record.requestId} revision ${record.revision}`, body)
}

export function digestPlate(planDigest: string): Html {
  const words = planWords(planDigest)
  const hex = inFours(planDigest)
  return html`<div class="plate"><span class="seal" aria-hidden="true">${trusted(sealSvg(planDigest))}</span><p class="words">${words.slice(0, 3).join(' ')}<br>${words.slice(3).join(' ')}</p></div>
<p class="hex"><b>${hex.slice(0, 19)}</b>${hex.slice(19)}</p>`
}

export const factList = (facts: readonly Fact[]): Html =>
  html`<dl>${facts.map(({ name, text }) => html`${name === null ? null : html`<dt>${name}</dt>`}<dd>${text}</dd>`)}</dl>`

const factListOr = (facts: readonly Fact[], none: string): Html =>
  facts.length > 0 ? factList(facts) : html`<p class="soft">${none}</p>`

function policyFacts({ state, record, content }: DecideView): Fact[] {
  return [
    { name: 'policy', text: policyInWords(content.policy) },
    ...underOneName('so far', decisionsSoFar(state, record, content.policy), 'nobody has said anything'),
    ...underOneName('windows', windowsInWords(content), 'none'),
    { name: null, text: 'Verify and undo are allowed at any time.' },
  ]
}

export function underOneName(name: string, texts: readonly string[], none: string): Fact[] {
  return (texts.length > 0 ? texts : [none]).map((text, i) => ({ name: i === 0 ? name : null, text }))
}

function fileSection({ generated }: PlanContent, planDigest: string): Html {
  const all = generated.targets.flatMap(({ target, statement }) => statement.files.map((file) => ({ target, ...file })))
  // What differs between targets comes first; the static module is the same release everywhere.
  const own = all.filter(({ path }) => !path.includes('/') && /settings\.psd1$|runbook\.html$|\.cms$/.test(path))
  return html`<h2>${withThousands(all.length)} files</h2>
<table class="files"><tbody>${own.slice(0, SHOWN_FILES).map((file) => fileRow(planDigest, file))}
<tr><td colspan="3"><a href="/decide/${planDigest}/files">All ${withThousands(all.length)} files</a></td></tr></tbody></table>`
}

interface ShownFile {
  readonly target: string
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

function fileRow(planDigest: string, { target, path, bytes, sha256 }: ShownFile): Html {
  return html`<tr><td><a href="/decide/${planDigest}/files/${target}/${path}">${target}/${path}</a></td><td class="num">${withThousands(bytes)}</td><td class="sum">${inFours(sha256.slice(0, 16))}…</td></tr>`
}

/** Every file of every target. */
export function filesPage(frame: Frame, content: PlanContent, record: SubmissionRecord): string {
  const { targets } = content.generated
  const body = html`<h1>Files of ${record.requestId} revision ${record.revision}</h1>
<p class="soft">Exactly the bytes that are approved. Scripts get their signature block, and a bundle its cover and manifest, after that.</p>
${targets.map(
  ({ target, statement }) => html`<h2>${target}</h2>
<table class="files"><tbody>${statement.files.map((file) => fileRow(record.planDigest, { target, ...file }))}</tbody></table>`,
)}
<p class="acts"><a class="btn" href="/decide/${record.planDigest}">Back to the decision</a></p>`
  return layout(frame, 'Files', body)
}
