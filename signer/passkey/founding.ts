import type { IncomingMessage } from 'node:http'
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import { type Credential, TRUSTEES } from '#core/protocol/trust.ts'
import type { Authority } from '../authority.ts'
import { asAppError } from '../http/as-app-error.ts'
import { listen } from '../http/listen.ts'
import { html } from '../pages/html.ts'
import { type Frame, layout } from '../pages/layout.ts'
import { refusalPage } from '../pages/message-page.ts'
import { RateLimit } from '../pages/rate-limit.ts'
import { page, type Reply, respond } from '../pages/respond.ts'
import { STYLE } from '../pages/style.ts'
import { asRefusal } from '../trust/as-refusal.ts'
import { Ceremonies } from './ceremonies.ts'
import { type Enrolment, enrolmentAsk, keyCode, readEnrolled, readLabel } from './enrol.ts'
import { ceremonyPage, passkeyForm, rpIdOf } from './passkey-form.ts'
import { PASSKEY_SCRIPT } from './passkey-script.ts'
import { readForm } from './requests.ts'

export interface Trustee {
  readonly id: string
  readonly name: string
}

export interface FoundingOptions {
  readonly authority: Authority
  readonly port: number
  readonly trustees: readonly Trustee[]
  /** Tells a trustee's one-time code to whoever sits at the console. */
  readonly say: (line: string) => void
  /** Asks the console whether the code of a new passkey is the one on the trustee's own screen. */
  readonly confirm: (question: string) => Promise<boolean>
}

const TRIES = { perMinute: 20, windowMs: 60_000 }

/**
 * Founds a signer in production: serves one page on which each trustee, with a one-time code from the console, makes a passkey; the
 * console confirms each of them; then the genesis is written. Yields its digest. Nothing is written when anything is refused.
 */
export async function foundSigner(options: FoundingOptions): Promise<string> {
  const { authority, trustees, say, confirm } = options
  checkFoundable(authority, trustees)
  const desk = new FoundingDesk(options)
  const listener = await listen(options.port, async (request, response) => {
    const reply = await desk.route(request).catch((error: unknown): Reply => {
      const refusal = asAppError(error)
      return page(refusalPage(desk.frame(''), refusal, '/found'), ERROR_CODES[refusal.code].http)
    })
    respond(response, reply, authority.options.pagesOrigin.startsWith('https:'))
  })
  try {
    say(`Open ${authority.options.pagesOrigin}/found`)
    for (const { id, name } of trustees) say(`${name}: ${desk.codeOf(id)}`)
    const made: { person: Trustee; credential: Credential }[] = []
    for (const person of trustees) {
      const credential = await desk.made(person.id)
      const same = await confirm(
        `${person.name} made a passkey with the code ${keyCode(credential)}. Is it the one on their screen?`,
      )
      if (!same) throw new AppError('FORBIDDEN', 'The codes differ: somebody stands between. Nothing was founded.')
      made.push({ person, credential })
    }
    return writeGenesis(authority, made)
  } finally {
    await listener.stop()
  }
}

function checkFoundable({ ledger, options }: Authority, trustees: readonly Trustee[]): void {
  if (options.mode !== 'production') throw new AppError('FORBIDDEN', 'A demo is founded by `npm start`.')
  if (new URL(options.pagesOrigin).hostname === new URL(options.portalUrl).hostname) {
    throw new AppError('BAD_INPUT', 'The signer needs another host name than the portal: passkeys belong to a host.')
  }
  if (ledger.state.genesis) throw new AppError('CONFLICT', 'This signer has a journal already. Nothing was changed.')
  if (new Set(trustees.map(({ id }) => id)).size !== trustees.length || trustees.length < 2) {
    throw new AppError(
      'BAD_INPUT',
      'A signer begins with two different trustees or more; three survive the loss of one.',
    )
  }
}

function writeGenesis(authority: Authority, made: readonly { person: Trustee; credential: Credential }[]): string {
  const trustees = made.map(({ person: { id, name }, credential }) => ({
    person: { id, name, groups: [TRUSTEES], active: true },
    credential,
  }))
  return asRefusal(() =>
    authority.ledger.append({
      kind: 'genesis',
      mode: 'production',
      portalKey: null,
      nonce: Buffer.from(authority.random(32)).toString('base64url'),
      certificateSha256: authority.key?.certificateSha256 ?? null,
      trust: { origin: authority.options.pagesOrigin, trustees },
    }),
  ).sha256
}

const isFounding = (value: unknown): value is Enrolment => (value as Enrolment).type === 'mim-gmsa/enrolment/1'

/** The one page that exists before the genesis. */
class FoundingDesk {
  readonly #options: FoundingOptions
  readonly #ceremonies: Ceremonies
  readonly #limit: RateLimit
  readonly #codes = new Map<string, string>()
  readonly #waiting = new Map<string, PromiseWithResolvers<Credential>>()

  constructor(options: FoundingOptions) {
    this.#options = options
    const { clock } = options.authority.options
    this.#ceremonies = new Ceremonies(clock, options.authority.random)
    this.#limit = new RateLimit(TRIES.perMinute, TRIES.windowMs, clock)
    for (const { id } of options.trustees) {
      const hex = Buffer.from(options.authority.random(8)).toString('hex')
      this.#codes.set(id, hex.match(/.{4}/g)?.join('-') ?? hex)
      this.#waiting.set(id, Promise.withResolvers())
    }
  }

  codeOf(id: string): string {
    return this.#codes.get(id) ?? ''
  }

  made(id: string): Promise<Credential> {
    return this.#waiting.get(id)?.promise ?? Promise.reject(new AppError('INTERNAL', 'There is no such trustee.'))
  }

  frame(who: string): Frame {
    const { pagesOrigin, mode } = this.#options.authority.options
    return { pagesOrigin, mode, who }
  }

  async route(request: IncomingMessage): Promise<Reply> {
    const { pagesOrigin } = this.#options.authority.options
    if (request.headers.host !== new URL(pagesOrigin).host) {
      throw new AppError('BAD_INPUT', `The signer’s pages live at ${pagesOrigin} only.`)
    }
    const { pathname } = new URL(request.url ?? '/', pagesOrigin)
    const get = request.method === 'GET'
    if (get && (pathname === '/' || pathname === '/found')) return this.#askCode()
    if (get && pathname === '/style.css') return { status: 200, type: 'text/css; charset=utf-8', body: STYLE }
    if (get && pathname === '/passkey.js') {
      return { status: 200, type: 'text/javascript; charset=utf-8', body: PASSKEY_SCRIPT }
    }
    if (request.method === 'POST' && pathname === '/found') return this.#begin(request)
    if (request.method === 'POST' && pathname === '/found/confirm') return this.#confirm(request)
    throw new AppError('NOT_FOUND', 'The signer has no such page while it is founded.')
  }

  #askCode(): Reply {
    const body = html`<h1>Found this signer</h1>
<p class="soft">Each trustee makes a passkey here, on their own device. The console of the signer shows a code for each of you.</p>
<form class="sign" method="post" action="/found">
<label for="code">Your code from the console</label><input id="code" name="code" required maxlength="40" autocomplete="off">
<label for="label">Name of this passkey</label><input id="label" name="label" required maxlength="60" placeholder="Security key of …">
<div class="row"><button class="btn main">Go on</button></div></form>`
    return page(layout(this.frame(''), 'Found', body))
  }

  async #begin(request: IncomingMessage): Promise<Reply> {
    if (!this.#limit.take('')) throw new AppError('TOO_MANY', 'Too many codes were tried. Wait a minute.')
    const { authority, trustees } = this.#options
    const form = await readForm(this.#options, request)
    const typed = (form.get('code') ?? '').trim().toLowerCase()
    const trustee = trustees.find(({ id }) => this.#codes.get(id) === typed)
    if (!trustee) throw new AppError('FORBIDDEN', 'The console shows no such code, or it was used.')
    const nonce = this.#ceremonies.nonce()
    const enrolment: Enrolment = { type: 'mim-gmsa/enrolment/1', person: trustee.id, label: readLabel(form), nonce }
    const ask = enrolmentAsk(rpIdOf(authority), enrolment, trustee.name, [])
    const body = html`<h1>${trustee.name}: make your passkey</h1>
${passkeyForm({ action: '/found/confirm', ask, form: this.#ceremonies.begin(enrolment), button: 'Make a passkey' })}`
    return ceremonyPage(layout(this.frame(trustee.name), 'Found', body))
  }

  async #confirm(request: IncomingMessage): Promise<Reply> {
    const form = await readForm(this.#options, request)
    const enrolment = this.#ceremonies.take(form.get('form'), isFounding)
    const credential = await readEnrolled(form, enrolment, this.#options.authority.options.pagesOrigin)
    if (!this.#codes.delete(enrolment.person)) throw new AppError('CONFLICT', 'Your code was used already.')
    this.#waiting.get(enrolment.person)?.resolve(credential)
    const body = html`<h1>The passkey is made</h1>
<p class="note">Code that the signer received: <b>${keyCode(credential)}</b>. Compare it with the one that your browser showed, and with the console; confirm it there.</p>`
    return page(layout(this.frame(enrolment.person), 'Made', body))
  }
}
