import { afterAll, beforeAll, expect, test } from 'vitest'
import { journalPageSchema, statusSchema } from '#core/protocol/protocol.ts'
import type { Listener } from '../http/listen.ts'
import { approvedPlan, buildInput, buildSigner, buildSubmission, type TestSigner } from '../testing/build-signer.ts'
import { startApi } from './api-server.ts'

const TOKEN = 'a-token-of-more-than-thirty-two-characters'
let made: TestSigner
let listener: Listener
const logged: unknown[] = []
beforeAll(async () => {
  made = await buildSigner()
  listener = await startApi({ api: made.signer, token: TOKEN, port: 0, log: (event) => logged.push(event) })
})
afterAll(() => listener.stop())

const call = (path: string, init: RequestInit = {}, token = TOKEN) =>
  fetch(`http://127.0.0.1:${listener.port}${path}`, {
    ...init,
    headers: { Authorization: `Bearer ${token}`, ...init.headers },
  })
const post = (path: string, body: unknown) =>
  call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })

test('without the token nothing is told', async () => {
  for (const token of ['', 'wrong', `${TOKEN}x`]) {
    const answer = await call('/v1/status', {}, token)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ error: { code: 'UNAUTHENTICATED' } })
  }
})

test('status has the shape of the protocol and knows its people', async () => {
  const status = statusSchema.parse(await (await call('/v1/status')).json())
  expect(status).toMatchObject({
    initialised: true,
    mode: 'demo',
    genesis: made.genesis,
    certificateSha256: made.certificateSha256,
  })
  expect(status.people).toHaveLength(6)
})

test('a submission goes in, is decided, signed and fetched', async () => {
  const answer = await post('/v1/submissions', buildSubmission(made.genesis))
  expect(answer.status).toBe(200)
  const { planDigest } = (await answer.json()) as { planDigest: string }
  expect((await post('/v1/sign', { planDigest })).status).toBe(409)
  expect(await approvedPlan(made)).toBe(planDigest)
  const signed = (await (await post('/v1/sign', { planDigest })).json()) as { manifests: Record<string, string> }
  const [target = ''] = Object.keys(signed.manifests)
  const bundle = await call(`/v1/bundles/${planDigest}/${target}`)
  expect(bundle.status).toBe(200)
  expect((await call(`/v1/bundles/${planDigest}/NOSUCH`)).status).toBe(404)
  expect((await call(`/v1/bundles/${planDigest}/constructor`)).status).toBe(400)
  expect((await post('/v1/close', { planDigest, reason: 'too late' })).status).toBe(409)
})

test('a refused plan is 422 with the reason', async () => {
  const submission = buildSubmission(made.genesis, buildInput({ requestId: 'MG-0200' }))
  const answer = await post('/v1/submissions', {
    ...submission,
    planStatement: { ...submission.planStatement, targetsRoot: 'a'.repeat(64) },
  })
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({
    error: { code: 'UNPROCESSABLE', message: expect.stringContaining('targetsRoot') },
  })
})

test('the journal is read from any place, and a poll ends with the next entry', async () => {
  const all = journalPageSchema.parse(await (await call('/v1/journal?after=-1')).json())
  expect(all.entries).toHaveLength(all.size)
  const waiting = call(`/v1/journal?after=${all.size - 1}&wait=30`)
  await new Promise((resolve) => setImmediate(resolve))
  await made.signer.submit(buildSubmission(made.genesis, buildInput({ requestId: 'MG-0201' })))
  const next = journalPageSchema.parse(await (await waiting).json())
  expect(next.entries.map(({ entry }) => entry.kind)).toEqual(['submission'])
})

test('malformed calls are refused with words', async () => {
  const status = async (answer: Promise<Response>) => (await answer).status
  expect(await status(call('/v1/nothing'))).toBe(404)
  expect(await status(call('/v1/journal'))).toBe(400)
  expect(await status(call('/v1/journal?after=-2'))).toBe(400)
  expect(await status(call('/v1/journal?after=0&x=1'))).toBe(400)
  expect(await status(post('/v1/sign', { planDigest: 'x' }))).toBe(400)
  expect(await status(post('/v1/sign', { planDigest: 'a'.repeat(64) }))).toBe(404)
  expect(
    await status(call('/v1/sign', { method: 'POST', body: '{}', headers: { 'Content-Type': 'text/plain' } })),
  ).toBe(400)
  expect(
    await status(call('/v1/sign', { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } })),
  ).toBe(400)
})

test('a body above 8 MB is refused before it is read to the end', async () => {
  const body = JSON.stringify({ filler: 'x'.repeat(8_100_000) })
  const answer = await call('/v1/submissions', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json' },
  }).catch(() => null)
  // The connection may be cut while the client still sends.
  if (answer !== null) expect(answer.status).toBe(413)
  expect((await call('/v1/status')).status).toBe(200)
})
