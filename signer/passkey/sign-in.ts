import type { IncomingMessage } from 'node:http'
import { AppError } from '#core/errors/app-error.ts'
import { verifyAssertion } from '#crypto/webauthn/verify-assertion.ts'
import { frameOf, type PagesContext } from '../pages/context.ts'
import { html } from '../pages/html.ts'
import { layout } from '../pages/layout.ts'
import { type Reply, seeOther } from '../pages/respond.ts'
import { asRefusal } from '../trust/as-refusal.ts'
import { enrolled } from '../trust/check-passkey.ts'
import { challengeOf } from './ceremonies.ts'
import { ceremonyPage, passkeyForm, rpIdOf } from './passkey-form.ts'
import { assertedSchema, readAnswer, readForm, visitCookie } from './requests.ts'

/** Of another type than everything that can be agreed to: this answer never counts as a decision. */
interface SignIn {
  readonly type: 'mim-gmsa/sign-in/1'
  readonly genesis: string
  readonly nonce: string
  readonly to: string
}
const isSignIn = (value: unknown): value is SignIn => (value as SignIn).type === 'mim-gmsa/sign-in/1'

/** Where a sign-in may lead: pages of this signer only. */
const destination = (to: string | null): string =>
  /^\/((decide|secret)\/[0-9a-f]{64}|trust)$/.test(to ?? '') ? (to as string) : '/trust'

export function showSignIn(context: PagesContext, to: string | null): Reply {
  const { authority, ceremonies, signInLimit } = context
  if (!signInLimit.take('')) throw new AppError('TOO_MANY', 'Too many people sign in at once. Wait a minute.')
  const genesis = authority.ledger.state.genesis?.digest ?? ''
  const signIn: SignIn = {
    type: 'mim-gmsa/sign-in/1',
    genesis,
    nonce: ceremonies.nonce(),
    to: destination(to),
  }
  const ask = { kind: 'get', rpId: rpIdOf(authority), challenge: challengeOf(signIn), allow: [] } as const
  const body = html`<h1>Show who you are</h1>
<p class="soft">The signer shows plans to people whose passkey it knows. This signs nothing yet: a decision asks for your passkey a second time.</p>
${passkeyForm({ action: '/sign-in', ask, form: ceremonies.begin(signIn), button: 'Use my passkey' })}
<p class="soft">No passkey here yet? <a href="/enrol">Enrol one</a>; two trustees have to agree.</p>`
  return ceremonyPage(layout(frameOf(context, ''), 'Sign in', body))
}

export async function signIn(context: PagesContext, request: IncomingMessage): Promise<Reply> {
  const { authority, ceremonies } = context
  const form = await readForm(context, request)
  const asked = ceremonies.take(form.get('form'), isSignIn)
  const { id, ...assertion } = readAnswer(form, assertedSchema)
  const { state } = authority.ledger
  const owner = state.credentials.get(id)?.credential.person
  if (owner === undefined) throw new AppError('FORBIDDEN', 'The signer does not know this passkey. Enrol it first.')
  const { credential, counter } = enrolled(state, id, owner)
  const { pagesOrigin, clock } = authority.options
  const challenge = Buffer.from(challengeOf(asked), 'base64url')
  asRefusal(() =>
    verifyAssertion(assertion, { challenge, origin: pagesOrigin, credential, counter, allowSynced: true }),
  )
  const visit = ceremonies.enter(owner, id)
  return seeOther(asked.to, { 'Set-Cookie': visitCookie(visit, pagesOrigin, clock()) })
}
