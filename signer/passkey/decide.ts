import type { IncomingMessage } from 'node:http'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import { ACTION_OF } from '#core/protocol/ticket-action.ts'
import { planWords } from '#core/seal/plan-words.ts'
import { type Decision, decisionKind } from '#core/statement/schemas.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { checkSynced } from '../decisions/check-entry.ts'
import { type Action, checkStanding } from '../decisions/check-standing.ts'
import { checkSayable, cleanComment, journalDecision, validUntil } from '../decisions/record-decision.ts'
import { frameOf, type PagesContext } from '../pages/context.ts'
import { decidePage } from '../pages/decide-page.ts'
import { html } from '../pages/html.ts'
import { layout } from '../pages/layout.ts'
import { groupTitles } from '../pages/plan-facts.ts'
import { recallPage } from '../pages/recall-page.ts'
import { page, type Reply } from '../pages/respond.ts'
import { resultPage } from '../pages/result-page.ts'
import { inFours } from '../pages/words.ts'
import { pinnedPolicy, type SubmissionRecord } from '../state/state.ts'
import { enrolled } from '../trust/check-passkey.ts'
import { challengeOf, type Visit } from './ceremonies.ts'
import { ceremonyPage, passkeyForm, rpIdOf } from './passkey-form.ts'
import { assertedSchema, readAnswer, readForm } from './requests.ts'

const ACTIONS: readonly Action[] = ['submit', 'decide', 'withdraw', 'recall']

interface Asked {
  readonly decision: Decision
  readonly comment: string | null
}
const isAsked = (value: unknown): value is Asked => 'decision' in (value as Asked)

/** The plan, with a form for everything that this person may do with it now. */
export function showPlan(
  context: PagesContext,
  visit: Visit,
  planDigest: string,
  problem: string | null = null,
): Reply {
  const { authority, ceremonies } = context
  const { ledger, options } = authority
  const record = authority.record(planDigest)
  const { actions, obstacle } = mayDo(context, record, visit.person)
  const view = {
    state: ledger.state,
    record,
    person: visit.person,
    actions,
    now: options.clock(),
    comment: '',
    ...{
      formToken: ceremonies.begin({ visit: visit.id }),
      problem: problem ?? (actions.length === 0 ? obstacle : null),
    },
  }
  const head = frame(context, record, visit)
  const shown = actions.includes('recall')
    ? recallPage(head, {
        ...view,
        policy: pinnedPolicy(ledger.state, record),
        case: authority.caseOf(record, 'recall'),
      })
    : decidePage(head, { ...view, content: authority.content(record) })
  return page(shown, problem === null ? 200 : 400)
}

function mayDo({ authority }: PagesContext, record: SubmissionRecord, person: string) {
  const policy = pinnedPolicy(authority.ledger.state, record)
  const actions: Action[] = []
  let obstacle = ''
  for (const action of ACTIONS) {
    try {
      checkStanding(authority.ledger.state, record, policy, person, action)
      actions.push(action)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (action === 'decide') obstacle = error.userMessage
    }
  }
  return { actions, obstacle }
}

function frame(context: PagesContext, record: SubmissionRecord, { person }: Visit) {
  const { authority } = context
  const { state } = authority.ledger
  const groups = groupTitles(state, pinnedPolicy(state, record), person)
  return frameOf(context, [state.people.get(person)?.name ?? person, groups].filter((text) => text !== '').join(' · '))
}

/** The button of a form: says once more what is about to be signed, and asks for the passkey. */
export async function askDecision(
  context: PagesContext,
  request: IncomingMessage,
  visit: Visit,
  planDigest: string,
): Promise<Reply> {
  const { authority, ceremonies } = context
  const form = await readForm(context, request)
  const isMine = (value: unknown): value is { visit: string } => (value as { visit?: string }).visit === visit.id
  ceremonies.take(form.get('form'), isMine)
  const kind = decisionKind.safeParse(form.get('decision'))
  if (!kind.success) throw new AppError('BAD_INPUT', 'The form names no decision.')
  const record = authority.record(planDigest)
  const { state } = authority.ledger
  const policy = pinnedPolicy(state, record)
  const comment = cleanComment(form.get('comment'))
  try {
    checkSayable(authority.ledger, { record, policy, decision: kind.data }, visit.person, comment)
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_INPUT')
      return showPlan(context, visit, planDigest, error.userMessage)
    throw error
  }
  const { credential } = enrolled(state, visit.credentialId, visit.person)
  checkSynced(credential, policy)
  const decision: Decision = {
    type: 'mim-gmsa/decision/1',
    genesis: authority.genesis.digest,
    planDigest,
    decision: kind.data,
    person: visit.person,
    method: 'passkey',
    credentialId: credential.id,
    nonce: ceremonies.nonce(),
    notAfter: validUntil(policy, authority.options.clock()),
    commentSha256: comment === null ? null : sha256Hex(Buffer.from(comment, 'utf8')),
  }
  return confirmPage(context, visit, record, { decision, comment })
}

const VERBS = {
  submit: 'Submit',
  approve: 'Approve',
  reject: 'Reject',
  withdraw: 'Withdraw',
  recall: 'Recall',
} as const

function confirmPage(context: PagesContext, visit: Visit, record: SubmissionRecord, asked: Asked): Reply {
  const { authority, ceremonies } = context
  const { decision, comment } = asked
  const verb = VERBS[decision.decision]
  const challenge = challengeOf(decision)
  const ask = { kind: 'get', rpId: rpIdOf(authority), challenge, allow: [visit.credentialId] } as const
  const body = html`<h1>${verb} ${record.requestId}, revision ${record.revision}?</h1>
<p class="words">${planWords(record.planDigest).join(' ')}</p>
<p class="hex">${inFours(record.planDigest)}</p>
${comment === null ? null : html`<p class="note">“${comment}”</p>`}
${passkeyForm({
  action: `/decide/${record.planDigest}/confirm`,
  ask,
  form: ceremonies.begin(asked),
  ...{
    button: `${verb} with my passkey`,
    look: decision.decision === 'submit' || decision.decision === 'approve' ? 'main' : 'danger',
  },
})}
<p class="acts"><a class="btn" href="/decide/${record.planDigest}">Back to the plan</a></p>`
  return ceremonyPage(layout(frame(context, record, visit), verb, body))
}

/** The second ceremony: its assertion is the decision. */
export async function confirmDecision(
  context: PagesContext,
  request: IncomingMessage,
  visit: Visit,
  planDigest: string,
): Promise<Reply> {
  const { authority, ceremonies } = context
  const form = await readForm(context, request)
  const { decision, comment } = ceremonies.take(form.get('form'), isAsked)
  if (decision.person !== visit.person || decision.planDigest !== planDigest) {
    throw new AppError('FORBIDDEN', 'This confirmation belongs to somebody else or to another plan.')
  }
  const { id, ...assertion } = readAnswer(form, assertedSchema)
  if (id !== decision.credentialId) throw new AppError('FORBIDDEN', 'Use the passkey that you signed in with.')
  recordPasskeyDecision(context, { decision, comment }, canonicalJson(assertion))
  const record = authority.record(planDigest)
  const back = `${authority.options.portalUrl}/requests/${record.requestId}`
  const { state } = authority.ledger
  const policy = pinnedPolicy(state, record)
  const { title } = authority.caseOf(record, ACTION_OF[decision.decision])
  const now = authority.options.clock()
  return page(
    resultPage(frame(context, record, visit), { state, record, policy, title, decision: decision.decision, back, now }),
  )
}

function recordPasskeyDecision({ authority }: PagesContext, { decision, comment }: Asked, evidence: string): void {
  const { ledger } = authority
  const record = authority.record(decision.planDigest)
  const policy = pinnedPolicy(ledger.state, record)
  checkSayable(ledger, { record, policy, decision: decision.decision }, decision.person, comment)
  journalDecision(ledger, { record, policy, decision, comment, evidence })
}
