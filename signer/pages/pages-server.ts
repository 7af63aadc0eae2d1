import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import type { Authority } from '../authority.ts'
import { asAppError } from '../http/as-app-error.ts'
import { type Listener, listen } from '../http/listen.ts'
import { Ceremonies } from '../passkey/ceremonies.ts'
import { passkeyRoute } from '../passkey/passkey-routes.ts'
import { provenSecretRoute } from '../secrets/passkey-entry.ts'
import { secretRoute } from '../secrets/ticket-entry.ts'
import { PendingChanges } from '../trust/pending-changes.ts'
import { frameOf, type PagesContext } from './context.ts'
import { decide, showDecision, showFile, showFiles } from './decide-routes.ts'
import { enter } from './enter-route.ts'
import { aboutPage, refusalPage } from './message-page.ts'
import { RateLimit } from './rate-limit.ts'
import { page, type Reply, respond } from './respond.ts'
import { Sessions } from './session.ts'
import { STYLE } from './style.ts'

export interface PagesOptions {
  readonly authority: Authority
  readonly port: number
  readonly log: (event: Readonly<Record<string, unknown>>) => void
}

const MINUTE_MS = 60_000
const ENTRIES_PER_MINUTE = 60
// A reverse proxy stands before the pages: all people together.
const SIGN_INS_PER_MINUTE = 240

/** The signer's own web origin: plain pages, on the loopback address; TLS is the reverse proxy's work. */
export function startPages({ authority, port, log }: PagesOptions): Promise<Listener> {
  const { clock, pagesOrigin, portalUrl } = authority.options
  const context: PagesContext = {
    authority,
    sessions: new Sessions(clock, authority.random),
    enterLimit: new RateLimit(ENTRIES_PER_MINUTE, MINUTE_MS, clock),
    signInLimit: new RateLimit(SIGN_INS_PER_MINUTE, MINUTE_MS, clock),
    ceremonies: new Ceremonies(clock, authority.random),
    changes: new PendingChanges(clock, authority.random),
  }
  authority.departures.add((person) => {
    context.sessions.endOf(person)
    context.ceremonies.endOf(person)
  })
  return listen(port, async (request, response) => {
    const reply = await route(context, request).catch((error: unknown): Reply => {
      const refusal = asAppError(error)
      if (refusal.code === 'INTERNAL') log({ level: 'error', message: refusal.message, stack: refusal.stack })
      return page(refusalPage(frameOf(context, ''), refusal, portalUrl), ERROR_CODES[refusal.code].http)
    })
    respond(response, reply, pagesOrigin.startsWith('https:'))
  })
}

async function route(context: PagesContext, request: IncomingMessage): Promise<Reply> {
  const { pagesOrigin, portalUrl, root } = context.authority.options
  // Another host name would be another origin for the browser, with cookies of its own.
  if (request.headers.host !== new URL(pagesOrigin).host) {
    throw new AppError('BAD_INPUT', `The signer’s pages live at ${pagesOrigin} only.`)
  }
  const url = new URL(request.url ?? '/', pagesOrigin)
  const path = url.pathname
  const get = request.method === 'GET'
  if (get && path === '/') return page(aboutPage(frameOf(context, ''), portalUrl))
  if (get && path === '/style.css') return { status: 200, type: 'text/css; charset=utf-8', body: STYLE }
  if (get && path === '/inter.woff2') return font(root)
  // A demo has no passkeys, production believes no ticket: neither has the pages of the other.
  if (context.authority.options.mode === 'production') {
    const reply = (await passkeyRoute(context, request, url)) ?? (await provenSecretRoute(context, request, path))
    if (reply) return reply
    throw new AppError('NOT_FOUND', 'The signer has no such page.')
  }
  if (request.method === 'POST' && path === '/enter') return enter(context, request)
  const plan = /^\/decide\/([0-9a-f]{64})(?:\/(files)(?:\/([^/]+)\/(.+))?)?$/.exec(path)
  if (plan) {
    const [, planDigest = '', files, target, file] = plan
    if (request.method === 'POST' && files === undefined) return decide(context, request, planDigest)
    if (get && target !== undefined && file !== undefined) return showFile(context, request, planDigest, target, file)
    if (get && files !== undefined) return showFiles(context, request, planDigest)
    if (get) return showDecision(context, request, planDigest)
  }
  const secret = await secretRoute(context, request, path)
  if (secret) return secret
  throw new AppError('NOT_FOUND', 'The signer has no such page.')
}

const INTER = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'

// A convenience for the eye: without the file the page uses the system's letters.
function font(root: string): Reply {
  const path = join(root, INTER)
  if (!existsSync(path)) throw new AppError('NOT_FOUND', 'This installation has no font file.')
  return { status: 200, type: 'font/woff2', body: readFileSync(path), headers: { 'Cache-Control': 'max-age=86400' } }
}
