import type { IncomingMessage } from 'node:http'
import { AppError } from '#core/errors/app-error.ts'
import { policySchema, signerPersonSchema, type TrustChange } from '#core/protocol/protocol.ts'
import type { Consent } from '#core/protocol/trust.ts'
import { frameOf, type PagesContext } from '../pages/context.ts'
import { html } from '../pages/html.ts'
import { layout } from '../pages/layout.ts'
import { page, type Reply, seeOther } from '../pages/respond.ts'
import { inFours } from '../pages/words.ts'
import { consentsNeeded } from '../trust/check-change.ts'
import { checkPasskey } from '../trust/check-passkey.ts'
import { checkTrustee } from '../trust/check-trust.ts'
import type { PendingChange, Proposal } from '../trust/pending-changes.ts'
import { challengeOf, type Visit } from './ceremonies.ts'
import { keyCode } from './enrol.ts'
import { ceremonyPage, passkeyForm, rpIdOf } from './passkey-form.ts'
import { assertedSchema, readAnswer, readForm } from './requests.ts'
import { changeFacts, isTrustee, trustPage } from './trust-page.ts'

const isConsent = (value: unknown): value is Consent => (value as Consent).type === 'mim-gmsa/consent/1'
const frame = (context: PagesContext, { person }: Visit) =>
  frameOf(context, context.authority.ledger.state.people.get(person)?.name ?? person)

export function showTrust(context: PagesContext, visit: Visit): Reply {
  const { authority, changes, ceremonies } = context
  const { state } = authority.ledger
  const form = ceremonies.begin({ visit: visit.id, trust: true })
  const body = trustPage(state, changes.all(), isTrustee(state, visit.person), form)
  return page(layout(frame(context, visit), 'Trust', body))
}

/** A trustee proposes; nothing is journalled yet. */
export async function propose(context: PagesContext, request: IncomingMessage, visit: Visit): Promise<Reply> {
  const { authority, changes, ceremonies } = context
  const form = await readForm(context, request)
  const isMine = (value: unknown): value is object => (value as { visit?: string }).visit === visit.id
  ceremonies.take(form.get('form'), isMine)
  const { state } = authority.ledger
  if (!isTrustee(state, visit.person)) throw new AppError('FORBIDDEN', 'Only trustees of the signer can do this.')
  const proposal = readProposal(form, (id) => state.people.get(id))
  const { digest } = changes.propose(state, proposal, visit.person)
  return seeOther(`/trust/changes/${digest}`)
}

type Person = Extract<TrustChange, { action: 'set-person' }>['person']

function readProposal(form: URLSearchParams, known: (id: string) => Person | undefined): Proposal {
  const action = form.get('action')
  if (action === 'revoke-credential') return { action, credentialId: form.get('credential') ?? '' }
  if (action === 'set-policy') return { action, policy: parse(policySchema, readJson(form.get('policy'))) }
  if (action !== 'set-person') throw new AppError('BAD_INPUT', 'The form names no change.')
  const groups = (form.get('groups') ?? '').split(',').map((group) => group.trim())
  const person = parse(signerPersonSchema, {
    id: form.get('id')?.trim(),
    name: form.get('name')?.trim(),
    active: form.get('active') === 'yes',
    groups: groups.filter((group) => group !== ''),
  })
  const before = known(person.id)
  const takesAway =
    before !== undefined &&
    before.name === person.name &&
    (before.active || !person.active) &&
    person.groups.every((group) => before.groups.includes(group))
  return { action: takesAway ? 'restrict-person' : 'set-person', person }
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'The policy is not JSON.', { cause })
  }
}

function parse<T>(
  schema: { safeParse(value: unknown): { success: boolean; data?: T; error?: unknown } },
  value: unknown,
): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data as T
  const { issues } = parsed.error as { issues: { path: PropertyKey[]; message: string }[] }
  throw new AppError('BAD_INPUT', `${issues[0]?.path.join('.') || 'The form'}: ${issues[0]?.message}.`)
}

/** The code that has to be read from the other screen: of the new key, or of the whole change. */
const codeOf = ({ change, digest }: PendingChange): string =>
  change.action === 'add-credential' ? keyCode(change.credential) : inFours(digest.slice(0, 16))

export function showChange(context: PagesContext, visit: Visit, digest: string): Reply {
  const { authority, changes } = context
  const pending = changes.find(digest)
  checkTrustee(authority.ledger.state, visit.person, pending.change)
  const seen = pending.proposer === visit.person
  if (seen || consentsNeeded(pending.change) === 1) return agreePage(context, visit, pending)
  const body = html`${changeFacts(pending)}
<form class="sign" method="post" action="/trust/changes/${digest}/code">
<label for="code">Code on the other screen: ${pending.proposer === null ? 'of whoever enrols' : `of ${pending.proposer}`}</label>
<input id="code" name="code" required maxlength="40" autocomplete="off">
<div class="row"><button class="btn main">Compare</button></div></form>`
  return page(layout(frame(context, visit), 'Change', body))
}

export async function compareCode(
  context: PagesContext,
  request: IncomingMessage,
  visit: Visit,
  digest: string,
): Promise<Reply> {
  const form = await readForm(context, request)
  const pending = context.changes.find(digest)
  checkTrustee(context.authority.ledger.state, visit.person, pending.change)
  context.changes.checkCode(pending, codeOf(pending), form.get('code') ?? '')
  return agreePage(context, visit, pending)
}

function agreePage(context: PagesContext, visit: Visit, pending: PendingChange): Reply {
  const { authority, ceremonies } = context
  const consent: Consent = {
    type: 'mim-gmsa/consent/1',
    genesis: authority.ledger.state.genesis?.digest ?? '',
    ...{
      changeSha256: pending.digest,
      person: visit.person,
      credentialId: visit.credentialId,
      nonce: ceremonies.nonce(),
    },
  }
  const challenge = challengeOf(consent)
  const ask = { kind: 'get', rpId: rpIdOf(authority), challenge, allow: [visit.credentialId] } as const
  const code =
    pending.proposer === visit.person && consentsNeeded(pending.change) > 1
      ? html`<p class="note">Code of this change: <b>${codeOf(pending)}</b>. The second trustee types it: read it to them.</p>`
      : null
  const action = `/trust/changes/${pending.digest}/confirm`
  const body = html`${changeFacts(pending)}${code}
${passkeyForm({ action, ask, form: ceremonies.begin(consent), button: 'Agree with my passkey' })}`
  return ceremonyPage(layout(frame(context, visit), 'Change', body))
}

/** A trustee's word. With the last one that is needed the change is journalled. */
export async function confirmChange(
  context: PagesContext,
  request: IncomingMessage,
  visit: Visit,
  digest: string,
): Promise<Reply> {
  const { authority, ceremonies, changes } = context
  const { ledger } = authority
  const form = await readForm(context, request)
  const pending = changes.find(digest)
  const consent = ceremonies.take(form.get('form'), isConsent)
  if (consent.person !== visit.person || consent.changeSha256 !== digest) {
    throw new AppError('FORBIDDEN', 'This confirmation belongs to somebody else or to another change.')
  }
  const { id, ...assertion } = readAnswer(form, assertedSchema)
  if (id !== consent.credentialId) throw new AppError('FORBIDDEN', 'Use the passkey that you signed in with.')
  checkTrustee(ledger.state, visit.person, pending.change)
  if (pending.consents.some((one) => one.consent.person === visit.person)) {
    throw new AppError('CONFLICT', 'You have agreed to this change already. One trustee counts once.')
  }
  checkPasskey(ledger.state, consent, assertion)
  pending.consents.push({ consent, assertion })
  const enough = pending.consents.length >= consentsNeeded(pending.change)
  if (enough) {
    changes.drop(digest)
    ledger.append({ kind: 'change', change: pending.change, consents: pending.consents })
  }
  const body = html`<h1>${enough ? 'The change is made' : 'You agreed'}</h1>
<p class="note">${enough ? 'The journal has it, with everybody who agreed.' : 'A second trustee has to agree. Read them the code.'}</p>
<p class="acts"><a class="btn main" href="/trust">Trust</a></p>`
  return page(layout(frame(context, visit), 'Change', body))
}
