import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { type SecretEntry, type SecretEvidence, secretEvidenceSchema } from '#core/protocol/protocol.ts'
import { digestOf } from '#crypto/digest.ts'
import { signerProcess } from '../create-signer.ts'
import type { Listener } from '../http/listen.ts'
import { startPages } from '../pages/pages-server.ts'
import { inFours } from '../pages/words.ts'
import { buildProduction, ORIGIN, type ProductionSigner, populate } from '../testing/build-production.ts'
import { callPages, ceremonyOf } from '../testing/call-pages.ts'
import type { Sealed } from './check-sealed.ts'
import { ACCOUNT, buildOrder, HOST, sealFor } from './testing.ts'

const SECOND = { target: 'MIM2', host: 'mim2.contoso.com', account: ACCOUNT, certificate: null }
let made: ProductionSigner
let listener: Listener
let cookie = ''
let number = 0
beforeAll(async () => {
  made = await buildProduction()
  populate(made)
  listener = await startPages({ authority: made.authority, port: 0, log: () => {} })
  cookie = await signedIn('ines')
})
afterAll(() => listener.stop())
let lines = 0
beforeEach(() => {
  lines = made.authority.ledger.journal.lines.length
})
const journalled = () => made.authority.ledger.journal.lines.slice(lines).map(({ entry }) => entry.kind)

const send = (path: string, form: Record<string, string> | null, as = cookie) =>
  callPages(ORIGIN, listener.port, { path, cookie: as, ...(form ? { form } : {}) })

const answerOf = (person: string, challenge: Uint8Array) => {
  const passkey = made.passkeys.get(person)
  return JSON.stringify({ id: passkey?.credential.id, ...passkey?.assert(challenge, ORIGIN) })
}

async function signedIn(person: string): Promise<string> {
  const { challenge, form } = ceremonyOf(await send('/sign-in', null, ''))
  const answer = await send('/sign-in', { form, answer: answerOf(person, challenge) }, '')
  return answer.cookie
}

/** A new request whose secret the portal announced, and what the page of its order hands over. */
async function announced(places = buildOrder('').places) {
  number += 1
  const requestId = `MG-${String(number).padStart(4, '0')}`
  const order = buildOrder(made.genesis, { requestId, places })
  const { orderSha256 } = await signerProcess(made.authority).layOrder(order)
  const path = `/secret/${orderSha256}`
  const handOver = async (sealed: readonly Sealed[], as = cookie) => {
    const { form } = ceremonyOf(await send(path, null, as))
    return send(path, { form, sealed: JSON.stringify(sealed) }, as)
  }
  const confirm = async (form: string, answer: string, as = cookie) => send(`${path}/confirm`, { form, answer }, as)
  return { requestId, path, handOver, confirm }
}

test('nobody sees the page before they signed in, and the sign-in leads back to it', async () => {
  const { path } = await announced()
  const answer = await send(path, null, '')
  expect(answer.location).toBe(`/sign-in?to=${encodeURIComponent(path)}`)
  expect((await send(path, null)).text).toContain('Password of the mailbox')
  const unknown = await send(`/secret/${'a'.repeat(64)}`, null)
  expect([unknown.status, unknown.text]).toEqual([404, expect.stringContaining('has not announced this secret')])
})

test('a passkey signs exactly what is handed over; only then it is kept, and a restart believes it', async () => {
  const { requestId, path, handOver, confirm } = await announced()
  const { sealed, recipient } = await sealFor({ request: requestId })
  const page = await handOver([sealed])
  for (const shown of [requestId, HOST, ACCOUNT, inFours(recipient.sha256)]) expect(page.text).toContain(shown)
  expect(journalled()).toEqual([])
  const { challenge, form } = ceremonyOf(page)
  expect((await confirm(form, answerOf('ines', challenge))).location).toBe(path)
  expect((await send(path, null)).text).toContain('The password is encrypted')
  expect(journalled()).toEqual(['secret'])
  const [secret] = made.authority.ledger.state.secrets
  expect(secret).toMatchObject({ person: 'ines', requestId, recipientCertificateSha256: recipient.sha256 })
  const { entry } = secretEvidenceSchema.parse(JSON.parse(secret?.evidence ?? ''))
  expect(page.text).toContain(inFours(entry.secrets[0]?.cmsSha256 ?? 'none'))
  expect(digestOf(entry)).toBe(challenge.toString('hex'))
  expect((await confirm(form, answerOf('ines', challenge))).status).toBe(409)
  // Every line is judged again.
  made.restart()
  expect(made.authority.ledger.state.secrets).toHaveLength(1)
  await listener.stop()
  listener = await startPages({ authority: made.authority, port: 0, log: () => {} })
  cookie = await signedIn('ines')
})

test('one answer of the passkey serves every server of the request', async () => {
  const { requestId, handOver, confirm } = await announced([...buildOrder('').places, SECOND])
  const first = await sealFor({ request: requestId })
  const second = await sealFor({ request: requestId, host: SECOND.host }, { host: SECOND.host })
  const { challenge, form } = ceremonyOf(await handOver([first.sealed, { ...second.sealed, target: 'MIM2' }]))
  expect((await confirm(form, answerOf('ines', challenge))).status).toBe(303)
  expect(journalled()).toEqual(['secret', 'secret'])
})

test('a bad ciphertext is refused on the page with words, before any passkey is asked for', async () => {
  const { handOver } = await announced()
  const { sealed } = await sealFor()
  const page = await handOver([{ ...sealed, fingerprint: '0123456789abcdef' }])
  expect([page.status, page.text]).toEqual([400, expect.stringContaining('digits that were read on the host')])
  expect(page.text).not.toContain('data-passkey')
  expect(journalled()).toEqual([])
})

test.each([
  ['another challenge', async () => answerOf('ines', Buffer.alloc(32))],
  ['somebody else’s passkey', async (challenge: Uint8Array) => answerOf('tomas', challenge)],
])('%s keeps nothing', async (_name, answer) => {
  const { requestId, handOver, confirm } = await announced()
  const { sealed } = await sealFor({ request: requestId })
  const { challenge, form } = ceremonyOf(await handOver([sealed]))
  expect((await confirm(form, await answer(challenge))).status).toBe(403)
  expect(journalled()).toEqual([])
})

test('nobody confirms what somebody else handed over', async () => {
  const { requestId, handOver, confirm } = await announced()
  const { sealed } = await sealFor({ request: requestId })
  const { challenge, form } = ceremonyOf(await handOver([sealed]))
  expect((await confirm(form, answerOf('tomas', challenge), await signedIn('tomas'))).status).toBe(403)
  expect(journalled()).toEqual([])
})

test('no form but the page’s own hands anything over', async () => {
  const { requestId, path } = await announced()
  const { sealed } = await sealFor({ request: requestId })
  expect((await send(path, { form: 'x', sealed: JSON.stringify([sealed]) })).status).toBe(409)
  expect(journalled()).toEqual([])
})

test.each<[string, (evidence: SecretEvidence) => Record<string, unknown>, RegExp]>([
  ['another host', () => ({ host: 'evil.contoso.com' }), /another secret than the journal names/],
  ['another request', () => ({ requestId: 'MG-9999' }), /another secret/],
  ['another person', () => ({ person: 'tomas' }), /another secret/],
  ['another ciphertext', () => ({ cmsSha256: 'a'.repeat(64) }), /another secret/],
  ['a ticket of the portal', () => ({ evidence: '{}' }), /with a passkey only/],
  ['an entry changed afterwards', (made) => ({ evidence: canonicalJson(changed(made)) }), /./],
])('a line of the journal with %s is refused', async (_name, change, words) => {
  const { requestId } = await announced()
  const place = { target: 'MIMPORTAL', host: HOST, account: ACCOUNT, origin: 'typed' as const }
  const secret = { ...place, cmsSha256: 'b'.repeat(64), recipientCertificateSha256: 'c'.repeat(64) }
  const passkey = made.passkeys.get('ines')
  const entry: SecretEntry = {
    type: 'mim-gmsa/secret-entry/1',
    genesis: made.genesis,
    requestId,
    person: 'ines',
    secrets: [secret],
    credentialId: passkey?.credential.id ?? '',
    nonce: `nonce-of-line-${number}-long-enough`,
  }
  const assertion = passkey?.assert(Buffer.from(digestOf(entry), 'hex'), ORIGIN)
  if (!assertion) throw new Error('no passkey')
  const evidence = canonicalJson({ entry, assertion })
  const line = { kind: 'secret' as const, requestId, person: 'ines', ...secret, evidence }
  expect(() => made.authority.ledger.append({ ...line, ...change({ entry, assertion }) })).toThrow(words)
  made.authority.ledger.append(line)
  expect(() => made.authority.ledger.append(line)).toThrow(/used already/)
})

const changed = ({ entry, assertion }: SecretEvidence): SecretEvidence => ({
  entry: { ...entry, secrets: entry.secrets.map((one) => ({ ...one, host: 'evil.contoso.com' })) },
  assertion,
})
