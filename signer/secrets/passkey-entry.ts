import type { IncomingMessage } from 'node:http'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { SecretEntry, SecretEvidence } from '#core/protocol/protocol.ts'
import { frameOf, type PagesContext } from '../pages/context.ts'
import { type Html, html } from '../pages/html.ts'
import { layout } from '../pages/layout.ts'
import { type Reply, seeOther } from '../pages/respond.ts'
import { inFours } from '../pages/words.ts'
import { challengeOf, type Visit } from '../passkey/ceremonies.ts'
import { currentVisit } from '../passkey/current-visit.ts'
import { ceremonyPage, passkeyForm, rpIdOf } from '../passkey/passkey-form.ts'
import { assertedSchema, readAnswer, readForm } from '../passkey/requests.ts'
import { checkPasskey, enrolled } from '../trust/check-passkey.ts'
import type { CheckedSecret } from './check-sealed.ts'
import { entryPage, MAX_SEALED_BYTES, readSealed, SECRET_PATH, showModule } from './entry-page.ts'
import type { Lying } from './secret-desk.ts'
import { checkSecrets, enteredSecrets, keepSecrets } from './take-secrets.ts'

interface Here {
  readonly visit: Visit
  readonly digest: string
  readonly lying: Lying
}

interface Opened {
  readonly entering: string
  readonly visit: string
}
const isOpened = (value: unknown): value is Opened => 'entering' in (value as Opened)

interface Asked {
  readonly entry: SecretEntry
  readonly checked: readonly CheckedSecret[]
  readonly digest: string
}
const isAsked = (value: unknown): value is Asked => 'checked' in (value as Asked)

/**
 * Entering a secret in production: for whoever signed in with a passkey, which then signs exactly what is handed over. Null for every
 * path that does not lie below `/secret`.
 */
export async function provenSecretRoute(
  context: PagesContext,
  request: IncomingMessage,
  path: string,
): Promise<Reply | null> {
  const module = showModule(context, request, path)
  if (module) return module
  const [, digest, confirms] = SECRET_PATH.exec(path) ?? []
  if (digest === undefined) return null
  const visit = currentVisit(context, request)
  if (!visit) return seeOther(`/sign-in?to=${encodeURIComponent(`/secret/${digest}`)}`)
  const here = { visit, digest, lying: lyingUnder(context, digest) }
  if (request.method === 'POST') {
    return confirms === undefined ? askEntry(context, request, here) : confirmEntry(context, request, here)
  }
  return request.method === 'GET' && confirms === undefined ? showEntry(context, here, null) : null
}

function lyingUnder({ authority }: PagesContext, digest: string): Lying {
  const lying = authority.orders.find(digest)
  if (lying) return lying
  throw new AppError(
    'NOT_FOUND',
    'The portal has not announced this secret, or the signer was restarted since. Press the button there again.',
  )
}

function showEntry(context: PagesContext, { visit, digest, lying }: Here, problem: string | null): Reply {
  const formToken = context.ceremonies.begin({ entering: digest, visit: visit.id } satisfies Opened)
  return entryPage(context, { person: visit.person, formToken, lying, digest, problem })
}

/** The ciphertexts have come: says once more for whom they are, and asks for the passkey. Nothing is kept yet. */
async function askEntry(context: PagesContext, request: IncomingMessage, here: Here): Promise<Reply> {
  const { authority, ceremonies } = context
  const { visit, digest, lying } = here
  const form = await readForm(context, request, MAX_SEALED_BYTES)
  if (lying.done !== null) return seeOther(`/secret/${digest}`)
  const isMine = (value: unknown): value is Opened =>
    isOpened(value) && value.visit === visit.id && value.entering === digest
  ceremonies.take(form.get('form'), isMine)
  const input = { order: lying.order, person: visit.person, sealed: readSealed(form) }
  const checked = await checkSecrets(authority, input).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'BAD_INPUT') return error.userMessage
    throw error
  })
  if (typeof checked === 'string') return showEntry(context, here, checked)
  const { credential } = enrolled(authority.ledger.state, visit.credentialId, visit.person)
  const entry: SecretEntry = {
    type: 'mim-gmsa/secret-entry/1',
    genesis: authority.genesis.digest,
    requestId: lying.order.requestId,
    person: visit.person,
    credentialId: credential.id,
    nonce: ceremonies.nonce(),
    secrets: enteredSecrets(checked),
  }
  return confirmPage(context, here, { entry, checked, digest })
}

function confirmPage(context: PagesContext, { visit, digest, lying }: Here, asked: Asked): Reply {
  const { authority, ceremonies } = context
  const { requestId, title } = lying.order
  const challenge = challengeOf(asked.entry)
  const ask = { kind: 'get', rpId: rpIdOf(authority), challenge, allow: [visit.credentialId] } as const
  const heading = `Hand over the secret of ${requestId}?`
  const body = html`<h1>${heading}</h1>
<p class="soft">${title === '' ? null : `“${title}”. `}It is encrypted already: only these servers can open it. Your passkey signs exactly what stands here.</p>
${asked.entry.secrets.map(secretHtml)}
${passkeyForm({
  action: `/secret/${digest}/confirm`,
  ask,
  form: ceremonies.begin(asked),
  button: 'Hand over with my passkey',
})}
<p class="acts"><a class="btn" href="/secret/${digest}">Enter it again</a></p>`
  const who = authority.ledger.state.people.get(visit.person)?.name ?? visit.person
  return ceremonyPage(layout(frameOf(context, who), heading, body))
}

function secretHtml(secret: SecretEntry['secrets'][number]): Html {
  const { target, host, account, origin, cmsSha256, recipientCertificateSha256 } = secret
  return html`<h2>${target}</h2>
<dl><dt>host</dt><dd>${host}</dd><dt>account</dt><dd>${account}</dd><dt>certificate</dt><dd>${inFours(recipientCertificateSha256)}</dd>
<dt>ciphertext</dt><dd>${inFours(cmsSha256)}${origin === 'file' ? ' (a file that was encrypted elsewhere)' : null}</dd></dl>`
}

/** The second ceremony: its assertion is the evidence of what was entered, by whom and for whom. */
async function confirmEntry(context: PagesContext, request: IncomingMessage, here: Here): Promise<Reply> {
  const { authority, ceremonies } = context
  const form = await readForm(context, request)
  const { entry, checked, digest } = ceremonies.take(form.get('form'), isAsked)
  if (entry.person !== here.visit.person || digest !== here.digest) {
    throw new AppError('FORBIDDEN', 'This confirmation belongs to somebody else or to another request.')
  }
  const { id, ...assertion } = readAnswer(form, assertedSchema)
  if (id !== entry.credentialId) throw new AppError('FORBIDDEN', 'Use the passkey that you signed in with.')
  // The journal asks the same, but only after the ciphertexts are on the disk.
  checkPasskey(authority.ledger.state, entry, assertion)
  const evidence = canonicalJson({ entry, assertion } satisfies SecretEvidence)
  keepSecrets(authority, { requestId: entry.requestId, person: entry.person, evidence, checked })
  here.lying.done = entry.secrets.map(({ target }) => target)
  return seeOther(`/secret/${digest}`)
}
