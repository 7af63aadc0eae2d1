import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import { signedTicketSchema } from '#core/protocol/protocol.ts'
import { knownPerson } from '../decisions/check-standing.ts'
import { checkTicket, TICKET_MS } from '../decisions/check-ticket.ts'
import { hasType, readBody } from '../http/read-body.ts'
import type { PagesContext } from '../pages/context.ts'
import { type Reply, seeOther } from '../pages/respond.ts'
import { readSessionId, sessionCookie } from '../pages/session-cookie.ts'
import { readForm } from '../passkey/requests.ts'
import { entryPage, MAX_SEALED_BYTES, readSealed, SECRET_PATH, showModule } from './entry-page.ts'
import { takeSecrets } from './take-secrets.ts'

const MAX_TICKET_BYTES = 16_384

/** Entering a secret in the demo, by a ticket of the portal; null for every path that does not lie below `/secret`. */
export async function secretRoute(
  context: PagesContext,
  request: IncomingMessage,
  path: string,
): Promise<Reply | null> {
  const { method } = request
  if (method === 'POST' && path === '/secret') return enterSecret(context, request)
  const module = showModule(context, request, path)
  if (module) return module
  const digest = SECRET_PATH.exec(path)?.[1]
  if (digest === undefined || path.endsWith('/confirm')) return null
  if (method === 'GET') return askPage(context, visit(context, request, digest), null)
  return method === 'POST' ? handOver(context, request, digest) : null
}

/** The portal's form leads here with a ticket for an order that the portal has laid down. */
async function enterSecret(context: PagesContext, request: IncomingMessage): Promise<Reply> {
  const { authority, sessions, enterLimit } = context
  if (!enterLimit.take(request.socket.remoteAddress ?? '')) {
    throw new AppError('TOO_MANY', 'Too many people or programs enter at once. Wait a minute and try again.')
  }
  const { origin } = request.headers
  if (origin !== undefined && origin !== 'null' && origin !== authority.options.portalUrl) {
    throw new AppError('FORBIDDEN', 'Only the portal can lead here.', { message: `secret from ${origin}` })
  }
  const signed = await readTicket(request)
  const ticket = checkTicket(signed, authority.genesis, authority.options.clock())
  if (ticket.action !== 'secret' || !authority.orders.find(ticket.planDigest)) {
    throw new AppError('FORBIDDEN', 'The ticket from the portal is not for entering a secret that it has announced.')
  }
  knownPerson(authority.ledger.state, ticket.person)
  const session = sessions.open(signed, TICKET_MS)
  if (!session) {
    throw new AppError('CONFLICT', 'This ticket was used already. Go back to the portal and press the button again.')
  }
  const { pagesOrigin, clock } = authority.options
  const path = `/secret/${ticket.planDigest}`
  return seeOther(path, { 'Set-Cookie': sessionCookie(session, pagesOrigin, clock(), path) })
}

async function readTicket(request: IncomingMessage): Promise<z.infer<typeof signedTicketSchema>> {
  if (!hasType(request, 'application/x-www-form-urlencoded')) throw new AppError('BAD_INPUT', 'The form is malformed.')
  const form = new URLSearchParams((await readBody(request, MAX_TICKET_BYTES)).toString('utf8'))
  try {
    return signedTicketSchema.parse(JSON.parse(form.get('token') ?? ''))
  } catch (cause) {
    const words = 'No ticket from the portal came along. Go back to the portal and press the button again.'
    throw new AppError('BAD_INPUT', words, { cause })
  }
}

/** Takes the ciphertexts that the page made. What is refused is said on the page, and nothing of it is kept. */
async function handOver(context: PagesContext, request: IncomingMessage, digest: string): Promise<Reply> {
  const { authority, sessions } = context
  const form = await readForm(context, request, MAX_SEALED_BYTES)
  const here = visit(context, request, digest)
  if (here.lying.done !== null) return seeOther(`/secret/${digest}`)
  if (!sessions.takeFormToken(here.session, form.get('form'))) {
    return askPage(context, here, 'This form was used before or is out of date. Nothing was kept. Enter it again.')
  }
  const sealed = readSealed(form)
  const { person } = here.session.signed.ticket
  try {
    const evidence = canonicalJson(here.session.signed)
    await takeSecrets(authority, { order: here.lying.order, person, evidence, sealed })
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_INPUT') return askPage(context, here, error.userMessage)
    throw error
  }
  here.lying.done = sealed.map(({ target }) => target)
  return seeOther(`/secret/${digest}`)
}

function visit({ authority, sessions }: PagesContext, request: IncomingMessage, digest: string) {
  const session = sessions.find(readSessionId(request), digest)
  const lying = authority.orders.find(digest)
  if (!session || !lying) {
    throw new AppError(
      'UNAUTHENTICATED',
      'You did not come from the portal, or half an hour has passed. Open the request there again.',
    )
  }
  return { session, lying, digest }
}

const askPage = (context: PagesContext, { session, lying, digest }: ReturnType<typeof visit>, problem: string | null) =>
  entryPage(context, { person: session.signed.ticket.person, formToken: session.formToken, lying, digest, problem })
