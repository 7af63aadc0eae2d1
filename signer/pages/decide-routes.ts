import type { IncomingMessage } from 'node:http'
import { AppError } from '#core/errors/app-error.ts'
import type { Case } from '#core/statement/schemas.ts'
import { decisionKind } from '#core/statement/schemas.ts'
import type { PlanContent } from '../authority.ts'
import { checkStanding } from '../decisions/check-standing.ts'
import { recordDecision } from '../decisions/record-decision.ts'
import { hasType, readBody } from '../http/read-body.ts'
import { pinnedPolicy, type SubmissionRecord } from '../state/state.ts'
import { frameOf, type PagesContext } from './context.ts'
import { decidePage, filesPage } from './decide-page.ts'
import { groupTitles } from './plan-facts.ts'
import { recallPage } from './recall-page.ts'
import { page, type Reply, seeOther } from './respond.ts'
import { resultPage } from './result-page.ts'
import type { Session } from './session.ts'
import { readSessionId } from './session-cookie.ts'

const MAX_FORM_BYTES = 65_536

interface Visit {
  readonly session: Session
  readonly record: SubmissionRecord
  readonly case: Case
  readonly policy: PlanContent['policy']
  /** Made again when it is asked for; a recall must work also when this version makes other bytes by now, or the plan was erased. */
  readonly content: () => PlanContent
}

// The plan is looked up only for somebody who entered: what the signer knows is nobody else's business.
function visit({ authority, sessions }: PagesContext, request: IncomingMessage, planDigest: string): Visit {
  const session = sessions.find(readSessionId(request), planDigest)
  if (!session) {
    throw new AppError(
      'UNAUTHENTICATED',
      'You did not come from the portal, or half an hour has passed. Open the request there again.',
    )
  }
  const record = authority.record(planDigest)
  return {
    session,
    record,
    case: authority.caseOf(record, session.signed.ticket.action),
    policy: pinnedPolicy(authority.ledger.state, record),
    content: () => authority.content(record),
  }
}

function frame(context: PagesContext, { session, policy }: Visit) {
  const { state } = context.authority.ledger
  const { person } = session.signed.ticket
  const groups = groupTitles(state, policy, person)
  return frameOf(context, [state.people.get(person)?.name ?? person, groups].filter((text) => text !== '').join(' · '))
}

export function showDecision(context: PagesContext, request: IncomingMessage, planDigest: string): Reply {
  const here = visit(context, request, planDigest)
  return here.session.done === null ? askPage(context, here, null, '') : donePage(context, here, here.session.done)
}

function askPage(context: PagesContext, here: Visit, problem: string | null, comment: string): Reply {
  const { ledger, options } = context.authority
  const { session, record, policy } = here
  const { ticket } = session.signed
  checkStanding(ledger.state, record, policy, ticket.person, ticket.action)
  const view = {
    state: ledger.state,
    record,
    policy,
    person: ticket.person,
    actions: [ticket.action],
    formToken: session.formToken,
    now: options.clock(),
    problem,
    comment,
  }
  const shown =
    ticket.action === 'recall'
      ? recallPage(frame(context, here), { ...view, case: here.case })
      : decidePage(frame(context, here), { ...view, content: here.content() })
  return page(shown, problem === null ? 200 : 400)
}

function donePage(context: PagesContext, here: Visit, decision: NonNullable<Session['done']>): Reply {
  const { ledger, options } = context.authority
  const { record, policy } = here
  const { title } = here.case
  const back = `${options.portalUrl}/requests/${record.requestId}`
  return page(
    resultPage(frame(context, here), {
      state: ledger.state,
      record,
      policy,
      title,
      decision,
      back,
      now: options.clock(),
    }),
  )
}

/** The buttons. A second press of a double click finds the session done and is led to the same result. */
export async function decide(context: PagesContext, request: IncomingMessage, planDigest: string): Promise<Reply> {
  const { authority, sessions } = context
  if (request.headers.origin !== authority.options.pagesOrigin) {
    throw new AppError('FORBIDDEN', 'This form did not come from the signer’s own page.', {
      message: `origin ${request.headers.origin}`,
    })
  }
  if (!hasType(request, 'application/x-www-form-urlencoded')) throw new AppError('BAD_INPUT', 'The form is malformed.')
  const form = new URLSearchParams((await readBody(request, MAX_FORM_BYTES)).toString('utf8'))
  const here = visit(context, request, planDigest)
  const { session, record, policy } = here
  if (session.done !== null) return seeOther(`/decide/${planDigest}`)
  const comment = form.get('comment') ?? ''
  if (!sessions.takeFormToken(session, form.get('form'))) {
    return askPage(
      context,
      here,
      'This form was used before or is out of date. Nothing was recorded. Look at it again and decide.',
      comment,
    )
  }
  const decision = decisionKind.safeParse(form.get('decision'))
  if (!decision.success) throw new AppError('BAD_INPUT', 'The form names no decision.')
  try {
    recordDecision(authority.ledger, {
      record,
      policy,
      signed: session.signed,
      decision: decision.data,
      comment,
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_INPUT')
      return askPage(context, here, error.userMessage, comment)
    throw error
  }
  session.done = decision.data
  return seeOther(`/decide/${planDigest}`)
}

export function showFiles(context: PagesContext, request: IncomingMessage, planDigest: string): Reply {
  const here = visit(context, request, planDigest)
  return page(filesPage(frame(context, here), here.content(), here.record))
}

/** One file as text, exactly its bytes; nothing in it can run here. */
export function showFile(
  context: PagesContext,
  request: IncomingMessage,
  planDigest: string,
  target: string,
  path: string,
): Reply {
  return fileReply(visit(context, request, planDigest).content(), target, path)
}

export function fileReply(content: PlanContent, target: string, path: string): Reply {
  const file = content.generated.targets.find((one) => one.target === target)?.makeFiles((one) => one === path)[0]
  if (!file) throw new AppError('NOT_FOUND', 'The plan has no such file.')
  const headers = {
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'X-File-Sha256': file.sha256,
  }
  return { status: 200, type: 'text/plain; charset=utf-8', body: file.bytes, headers }
}
