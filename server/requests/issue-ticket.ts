import { sign } from 'node:crypto'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { SignedTicket, Ticket } from '#core/protocol/protocol.ts'
import { canGo, isOpenForDecisions } from '#core/workflow/transitions.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { whyUnresolved } from '#server/review/read-threads.ts'
import { portalKey } from '#server/signer-link/portal-key.ts'
import { readGenesis, readSignerPeople } from '#server/signer-link/read-journal.ts'
import { whyAuthor } from './authors.ts'
import { findRequestFor, type RequestRow } from './find-request.ts'
import type { TicketInput } from './inputs.ts'
import { findOpenPlan, findSignedPlan, whyNotInGroup } from './open-plan.ts'
import { readPreparationRow } from './preparation/preparation-row.ts'
import { storedPolicy } from './stored.ts'
import type { SignerPage } from './views.ts'

const TICKET_MS = 60_000
const NONCE_BYTES = 24

/**
 * The way to the signer's own page for this plan. In a demo it is the portal's word, for one minute and one use, that this signed-in
 * person wants to do this; in production it is a link, and people prove themselves there with a passkey.
 */
export function issueTicket(context: UseCaseContext, input: TicketInput): SignerPage {
  const { signer } = context
  if (signer.mode === 'demo') {
    return { action: `${signer.pagesUrl}/enter`, token: canonicalJson(signTicket(context, input)) }
  }
  checkAsked(context, input)
  return { action: `${signer.pagesUrl}/decide/${input.planDigest}`, token: null }
}

/** The ticket itself. */
export function signTicket(context: UseCaseContext, input: TicketInput): SignedTicket {
  const { db } = context
  const { revision } = checkAsked(context, input)
  const { id, planDigest, action } = input
  const genesis = readGenesis(db)
  if (genesis === null) throw new AppError('SIGNER_UNREACHABLE', 'The portal has not heard of the signer yet.')
  const signed = makeTicket(context, { genesis, planDigest, action })
  db.transaction(
    (tx) =>
      appendAudit(tx, context, {
        kind: 'request.ticket-issued',
        object: { type: 'request', id },
        details: { revision, planDigest, action },
      }),
    { behavior: 'immediate' },
  )
  return signed
}

/** May the actor do this to this plan, as far as the portal knows? Throws AppError; the signer judges again. */
function checkAsked(context: UseCaseContext, { id, planDigest, action }: TicketInput): { readonly revision: number } {
  const { actor, db } = context
  const row = findRequestFor(db, actor, id, `requests.ticket/${action}`)
  const plan = action === 'recall' ? findSignedPlan(db, row, planDigest) : findOpenPlan(db, row, planDigest)
  assertTimely(context, row, action)
  const notInGroup = () => whyNotInGroup(readSignerPeople(db), actor.id, storedPolicy(plan.policy))
  const obstacle =
    action === 'recall' && row.ownerId !== actor.id
      ? notInGroup()
      : action === 'decide'
        ? (whyAuthor(db, plan, actor.id) ?? notInGroup() ?? whyUnresolved(db, id))
        : null
  if (obstacle) throw new AppError('FORBIDDEN', obstacle)
  return plan
}

/** Signs the portal's word for the actor, valid for a minute. FORBIDDEN outside demo mode: there people prove themselves. */
export function makeTicket(
  { actor, db, clock, random, signer }: UseCaseContext,
  about: Pick<Ticket, 'genesis' | 'planDigest' | 'action'>,
): SignedTicket {
  if (signer.mode !== 'demo') {
    throw new AppError('FORBIDDEN', 'The portal vouches for people in demo mode only.')
  }
  const ticket: Ticket = {
    type: 'mim-gmsa/ticket/1',
    ...about,
    person: actor.id,
    nonce: Buffer.from(random(NONCE_BYTES)).toString('base64url'),
    notAfter: new Date(clock().getTime() + TICKET_MS).toISOString(),
  }
  const signature = sign(null, Buffer.from(canonicalJson(ticket), 'utf8'), portalKey(db))
  return { ticket, signature: signature.toString('base64url') }
}

/** The signer judges again; this saves people the way to a page that would refuse them. */
function assertTimely({ db }: UseCaseContext, row: RequestRow, action: TicketInput['action']): void {
  const { id, state } = row
  const timely = {
    submit: state === 'draft' && readPreparationRow(db, id)?.step === 'ready',
    decide: isOpenForDecisions(state),
    withdraw: canGo(state, 'withdraw'),
    // A signed revision can be recalled while its request is somewhere else by now.
    recall: true,
  }
  if (timely[action]) return
  const done = { submit: 'submitted', decide: 'decided', withdraw: 'withdrawn', recall: 'recalled' }
  throw new AppError('CONFLICT', `${id} is ${state} and can not be ${done[action]} now. Look at it again.`)
}
