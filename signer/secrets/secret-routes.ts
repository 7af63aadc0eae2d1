import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import { type SecretOrder, secretOrderSchema, signedTicketSchema } from '#core/protocol/protocol.ts'
import { knownPerson } from '../decisions/check-standing.ts'
import { checkTicket, TICKET_MS } from '../decisions/check-ticket.ts'
import { hasType, readBody } from '../http/read-body.ts'
import { frameOf, type PagesContext } from '../pages/context.ts'
import { type Reply, seeOther } from '../pages/respond.ts'
import type { Session } from '../pages/session.ts'
import { readSessionId, sessionCookie } from '../pages/session-cookie.ts'
import { sealedSchema } from './check-sealed.ts'
import { MODULES_PATH, readPageModules } from './page-modules.ts'
import { orderDigest } from './secret-desk.ts'
import { secretPage } from './secret-page.ts'
import { takeSecrets } from './take-secrets.ts'

const MAX_ENTER_BYTES = 1_000_000
const MAX_SEALED_BYTES = 2_000_000

/** Whatever lies below `/secret`; null for every other path. */
export async function secretRoute(
  context: PagesContext,
  request: IncomingMessage,
  path: string,
): Promise<Reply | null> {
  const { method } = request
  if (method === 'POST' && path === '/secret') return enterSecret(context, request)
  if (method === 'GET' && path.startsWith(MODULES_PATH)) return showModule(context, path.slice(MODULES_PATH.length))
  const digest = /^\/secret\/([0-9a-f]{64})$/.exec(path)?.[1]
  if (digest !== undefined && method === 'GET') return askPage(context, visit(context, request, digest), null)
  if (digest !== undefined && method === 'POST') return handOver(context, request, digest)
  return null
}

let pageModules: ReadonlyMap<string, string> | null = null

function showModule({ authority }: PagesContext, path: string): Reply {
  pageModules ??= readPageModules(authority.options.root)
  const code = pageModules.get(path)
  if (code === undefined) throw new AppError('NOT_FOUND', 'The signer has no such file.')
  return { status: 200, type: 'text/javascript; charset=utf-8', body: code }
}

/** The portal's form leads here with a ticket and the order that the ticket names by its digest. */
async function enterSecret(context: PagesContext, request: IncomingMessage): Promise<Reply> {
  const { authority, sessions, enterLimit } = context
  if (!enterLimit.take(request.socket.remoteAddress ?? '')) {
    throw new AppError('TOO_MANY', 'Too many people or programs enter at once. Wait a minute and try again.')
  }
  const { origin } = request.headers
  if (origin !== undefined && origin !== 'null' && origin !== authority.options.portalUrl) {
    throw new AppError('FORBIDDEN', 'Only the portal can lead here.', { message: `secret from ${origin}` })
  }
  const form = await readForm(request, MAX_ENTER_BYTES)
  const signed = readJson(signedTicketSchema, form.get('token'))
  const order = readJson(secretOrderSchema, form.get('order'))
  const ticket = checkTicket(signed, authority.genesis, authority.options.clock())
  if (ticket.action !== 'secret' || ticket.planDigest !== orderDigest(order)) {
    throw new AppError('FORBIDDEN', 'The ticket from the portal is not for entering this secret.')
  }
  knownPerson(authority.ledger.state, ticket.person)
  const session = sessions.open(signed, TICKET_MS)
  if (!session) {
    throw new AppError('CONFLICT', 'This ticket was used already. Go back to the portal and press the button again.')
  }
  return showOrder(context, order, session)
}

/** Also for who proved themselves in another way: lays the order down and leads to its page. */
function showOrder(context: PagesContext, order: SecretOrder, session: Session): Reply {
  const { pagesOrigin, clock } = context.authority.options
  const path = `/secret/${context.desk.lay(order)}`
  return seeOther(path, { 'Set-Cookie': sessionCookie(session, pagesOrigin, clock(), path) })
}

/** Takes the ciphertexts that the page made. What is refused is said on the page, and nothing of it is kept. */
async function handOver(context: PagesContext, request: IncomingMessage, digest: string): Promise<Reply> {
  const { authority, sessions } = context
  if (request.headers.origin !== authority.options.pagesOrigin) {
    throw new AppError('FORBIDDEN', 'This form did not come from the signer’s own page.', {
      message: `origin ${request.headers.origin}`,
    })
  }
  const form = await readForm(request, MAX_SEALED_BYTES)
  const here = visit(context, request, digest)
  if (here.lying.done !== null) return seeOther(`/secret/${digest}`)
  if (!sessions.takeFormToken(here.session, form.get('form'))) {
    return askPage(context, here, 'This form was used before or is out of date. Nothing was kept. Enter it again.')
  }
  const sealed = readJson(z.array(sealedSchema).max(50), form.get('sealed'))
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

function visit({ sessions, desk }: PagesContext, request: IncomingMessage, digest: string) {
  const session = sessions.find(readSessionId(request), digest)
  const lying = desk.find(digest)
  if (!session || !lying) {
    throw new AppError(
      'UNAUTHENTICATED',
      'You did not come from the portal, or half an hour has passed. Open the request there again.',
    )
  }
  return { session, lying, digest }
}

function askPage(context: PagesContext, here: ReturnType<typeof visit>, problem: string | null): Reply {
  const { ledger, options } = context.authority
  const { person } = here.session.signed.ticket
  const { order, done } = here.lying
  return secretPage(frameOf(context, ledger.state.people.get(person)?.name ?? person), {
    order,
    digest: here.digest,
    formToken: here.session.formToken,
    back: `${options.portalUrl}/requests/${order.requestId}`,
    problem,
    done,
  })
}

async function readForm(request: IncomingMessage, maxBytes: number): Promise<URLSearchParams> {
  if (!hasType(request, 'application/x-www-form-urlencoded')) throw new AppError('BAD_INPUT', 'The form is malformed.')
  return new URLSearchParams((await readBody(request, maxBytes)).toString('utf8'))
}

function readJson<T>(schema: z.ZodType<T>, text: string | null): T {
  try {
    return schema.parse(JSON.parse(text ?? ''))
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'The form is malformed. Go back to the portal and press the button again.', {
      cause,
    })
  }
}
