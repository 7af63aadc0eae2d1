import type { IncomingMessage } from 'node:http'
import { AppError } from '#core/errors/app-error.ts'
import { type SignedTicket, signedTicketSchema } from '#core/protocol/protocol.ts'
import { checkStanding } from '../decisions/check-standing.ts'
import { checkTicket, TICKET_MS } from '../decisions/check-ticket.ts'
import { hasType, readBody } from '../http/read-body.ts'
import { pinnedPolicy } from '../state/state.ts'
import type { PagesContext } from './context.ts'
import { type Reply, seeOther } from './respond.ts'
import { sessionCookie } from './session-cookie.ts'

const MAX_FORM_BYTES = 16_384

/**
 * The portal's form leads here, across origins: the ticket is checked and used up, and the browser goes on, by GET and with a
 * cookie for this one plan, to the page.
 */
export async function enter(context: PagesContext, request: IncomingMessage): Promise<Reply> {
  const { authority, sessions, enterLimit } = context
  if (!enterLimit.take(request.socket.remoteAddress ?? '')) {
    throw new AppError(
      'TOO_MANY',
      'Too many people or programs enter at once. Wait a minute and try again from the portal.',
    )
  }
  const { pagesOrigin, portalUrl } = authority.options
  const { origin } = request.headers
  // `null` when the portal's page sends no referrer; the ticket is the proof, this only stops other sites early.
  if (origin !== undefined && origin !== 'null' && origin !== portalUrl) {
    throw new AppError('FORBIDDEN', 'Only the portal can lead here.', { message: `enter from ${origin}` })
  }
  const signed = await readTicket(request)
  const ticket = checkTicket(signed, authority.genesis, authority.options.clock())
  const record = authority.record(ticket.planDigest)
  const session = sessions.open(signed, TICKET_MS)
  if (!session) {
    throw new AppError('CONFLICT', 'This ticket was used already. Go back to the portal and press the button again.')
  }
  const { state } = authority.ledger
  checkStanding(state, record, pinnedPolicy(state, record), ticket.person, ticket.action)
  const cookie = sessionCookie(session, pagesOrigin, authority.options.clock())
  return seeOther(`/decide/${ticket.planDigest}`, { 'Set-Cookie': cookie })
}

async function readTicket(request: IncomingMessage): Promise<SignedTicket> {
  const malformed = (cause?: unknown) =>
    new AppError(
      'BAD_INPUT',
      'No ticket from the portal came along. Go back to the portal and press the button again.',
      { cause },
    )
  if (!hasType(request, 'application/x-www-form-urlencoded')) throw malformed()
  const form = new URLSearchParams((await readBody(request, MAX_FORM_BYTES)).toString('utf8'))
  try {
    return signedTicketSchema.parse(JSON.parse(form.get('token') ?? ''))
  } catch (error) {
    throw malformed(error)
  }
}
