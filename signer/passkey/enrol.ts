import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { AppError } from '#core/errors/app-error.ts'
import type { Credential } from '#core/protocol/trust.ts'
import { digestOf } from '#crypto/digest.ts'
import { verifyRegistration } from '#crypto/webauthn/verify-registration.ts'
import { knownPerson } from '../decisions/check-standing.ts'
import { frameOf, type PagesContext } from '../pages/context.ts'
import { html } from '../pages/html.ts'
import { layout } from '../pages/layout.ts'
import { page, type Reply } from '../pages/respond.ts'
import { inFours } from '../pages/words.ts'
import { refuseFormat } from '../trust/as-refusal.ts'
import { challengeOf } from './ceremonies.ts'
import { type Ask, ceremonyPage, passkeyForm, rpIdOf } from './passkey-form.ts'
import { createdSchema, readAnswer, readForm } from './requests.ts'

export interface Enrolment {
  readonly type: 'mim-gmsa/enrolment/1'
  readonly person: string
  readonly label: string
  readonly nonce: string
}
const isEnrolment = (value: unknown): value is Enrolment => (value as Enrolment).type === 'mim-gmsa/enrolment/1'

/** First 64 bits of the SHA-256 of the public key, as both screens show it. */
export const keyCode = ({ publicKey }: Pick<Credential, 'publicKey'>): string =>
  inFours(createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 16))

export const enrolmentAsk = (rpId: string, enrolment: Enrolment, name: string, exclude: readonly string[]): Ask => ({
  kind: 'create',
  rpId,
  challenge: challengeOf(enrolment),
  exclude,
  userName: name,
  userId: Buffer.from(digestOf({ person: enrolment.person }), 'hex').toString('base64url'),
})

/** The new passkey of an enrolment, verified. Throws AppError with the reason. */
export async function readEnrolled(form: URLSearchParams, enrolment: Enrolment, origin: string): Promise<Credential> {
  const { id, clientDataJSON, attestationObject } = readAnswer(form, createdSchema)
  const response = {
    id,
    rawId: id,
    type: 'public-key' as const,
    clientExtensionResults: {},
    response: { clientDataJSON, attestationObject },
  }
  const challenge = Buffer.from(challengeOf(enrolment), 'base64url')
  const made = await refuseFormat(verifyRegistration(response, { challenge, origin }))
  return { ...made, person: enrolment.person, label: enrolment.label }
}

export const readLabel = (form: URLSearchParams): string => (form.get('label') ?? '').trim().slice(0, 60) || 'Passkey'

/** For somebody whom the signer knows, and whose passkey it does not know yet. */
export function showEnrol(context: PagesContext): Reply {
  const body = html`<h1>Enrol a passkey</h1>
<p class="soft">The signer knows you already, or two trustees enter you first. Then two trustees compare the code of your new passkey and agree with their own. Enrol a second one for the day on which you lose the first.</p>
<form class="sign" method="post" action="/enrol">
<label for="person">Your id <span class="quiet">(the portal shows it under your name)</span></label>
<input id="person" name="person" required maxlength="64" autocomplete="username">
<label for="label">Name of this passkey</label>
<input id="label" name="label" required maxlength="60" placeholder="Security key in the safe">
<div class="row"><button class="btn main">Go on</button></div>
</form>`
  return page(layout(frameOf(context, ''), 'Enrol', body))
}

export async function beginEnrol(context: PagesContext, request: IncomingMessage): Promise<Reply> {
  const { authority, ceremonies, signInLimit } = context
  if (!signInLimit.take('')) throw new AppError('TOO_MANY', 'Too many people enrol at once. Wait a minute.')
  const form = await readForm(context, request)
  const { state } = authority.ledger
  const { id, name } = knownPerson(state, (form.get('person') ?? '').trim())
  const enrolment: Enrolment = {
    type: 'mim-gmsa/enrolment/1',
    person: id,
    label: readLabel(form),
    nonce: ceremonies.nonce(),
  }
  const known = [...state.credentials.values()].filter(({ credential }) => credential.person === id)
  const exclude = known.map(({ credential }) => credential.id)
  const ask = enrolmentAsk(rpIdOf(authority), enrolment, name, exclude)
  const body = html`<h1>${name}: make the passkey</h1>
<p class="soft">It is called “${enrolment.label}”.</p>
${passkeyForm({ action: '/enrol/confirm', ask, form: ceremonies.begin(enrolment), button: 'Make a passkey' })}`
  return ceremonyPage(layout(frameOf(context, name), 'Enrol', body))
}

export async function confirmEnrol(context: PagesContext, request: IncomingMessage): Promise<Reply> {
  const { authority, ceremonies, changes } = context
  const form = await readForm(context, request)
  const enrolment = ceremonies.take(form.get('form'), isEnrolment)
  const credential = await readEnrolled(form, enrolment, authority.options.pagesOrigin)
  changes.propose(authority.ledger.state, { action: 'add-credential', credential }, null)
  const body = html`<h1>Two trustees have to agree</h1>
<p class="soft">Tell two trustees the code that your browser showed. They enter it on this signer’s page “Trust” within an hour.</p>
<p class="note">The signer received a passkey with the code <b>${keyCode(credential)}</b>. If your browser showed another one, stop and tell them.</p>`
  return page(layout(frameOf(context, enrolment.person), 'Enrolled', body))
}
