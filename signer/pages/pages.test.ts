import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SignedTicket } from '#core/protocol/protocol.ts'
import type { Listener } from '../http/listen.ts'
import {
  approvedPlan,
  buildInput,
  buildSigner,
  buildSubmission,
  START,
  submittedPlan,
  type TestSigner,
} from '../testing/build-signer.ts'
import { startPages } from './pages-server.ts'
import { STYLE } from './style.ts'

const ORIGIN = 'http://localhost:3991'
let made: TestSigner
let listener: Listener
beforeEach(async () => {
  made = await buildSigner()
  listener = await startPages({ authority: made.authority, port: 0, log: () => undefined })
})
afterEach(() => listener.stop())

// fetch sets Host by itself; the pages listen under the name of their origin.
async function call(path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) {
  return new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: string }>(
    (resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: listener.port,
          path,
          method: init.method ?? 'GET',
          headers: { Host: 'localhost:3991', ...init.headers },
        },
        (answer) => {
          let body = ''
          answer.setEncoding('utf8').on('data', (chunk) => (body += chunk))
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
        },
      )
      sent.on('error', reject)
      sent.end(init.body)
    },
  )
}

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const enter = (ticket: SignedTicket | string, headers: Record<string, string> = {}) =>
  call('/enter', {
    method: 'POST',
    body: form({ token: typeof ticket === 'string' ? ticket : JSON.stringify(ticket) }),
    headers: { ...FORM, Origin: 'http://localhost:3990', ...headers },
  })
const cookieOf = (answer: Awaited<ReturnType<typeof call>>) => String(answer.headers['set-cookie']).split(';')[0] ?? ''
const formTokenOf = (page: string) => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? ''

/** Somebody who came in: their page, and a way to press a button. */
async function visit(person: string, action: SignedTicket['ticket']['action'], plan: string) {
  const entered = await enter(made.ticket(person, action, plan))
  const cookie = cookieOf(entered)
  const get = (path = `/decide/${plan}`) => call(path, { headers: { Cookie: cookie } })
  const page = (await get()).body
  const press = (decision: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    call(`/decide/${plan}`, {
      method: 'POST',
      body: form({ form: formTokenOf(page), decision, comment: '', ...fields }),
      headers: { ...FORM, Origin: ORIGIN, Cookie: cookie, ...headers },
    })
  return { entered, get, page, press, cookie }
}
const decisions = (plan: string) => made.authority.record(plan).decisions.map(({ decision }) => decision.decision)

test('a ticket leads by 303 and a cookie for this one plan to the page', async () => {
  const plan = await submittedPlan(made)
  const { entered, page } = await visit('tomas', 'decide', plan)
  expect(entered.status).toBe(303)
  expect(entered.headers.location).toBe(`/decide/${plan}`)
  expect(entered.headers['set-cookie']?.[0]).toMatch(
    new RegExp(`Path=/decide/${plan}; Max-Age=1800; HttpOnly; SameSite=Lax$`),
  )
  expect(page).toContain('Convert Contoso to gMSA')
  expect(page).toContain('Tomas Lindqvist · Directory operations')
  expect(page).toContain('one of Directory operations and one of Information security; approvals valid 14 days')
  expect(page).toContain('Ines Keller submitted it Tue 24 Nov 2026, 10:00 UTC')
  expect(page).toContain('known and planned')
  expect(page).toContain('DEMO')
})

test('every page carries the strict headers and no script', async () => {
  const plan = await submittedPlan(made)
  const here = await visit('tomas', 'decide', plan)
  for (const answer of [
    await call('/'),
    await here.get(),
    await here.get(`/decide/${plan}/files`),
    await call('/nothing'),
    await enter('x'),
  ]) {
    expect(answer.headers['content-security-policy']).toMatch(
      /^default-src 'none'.*form-action 'self'.*frame-ancestors 'none'$/,
    )
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['referrer-policy']).toBe('same-origin')
    expect(answer.body).not.toMatch(/<script|style="|onclick/i)
    expect(answer.body).toContain('DEMO')
  }
})

test('approving records once, and pressing again leads to the same result', async () => {
  const plan = await submittedPlan(made)
  const { press, get } = await visit('tomas', 'decide', plan)
  const [first, second] = await Promise.all([press('approve'), press('approve')])
  expect([first.status, second.status]).toEqual([303, 303])
  expect(decisions(plan)).toEqual(['submit', 'approve'])
  const result = (await get()).body
  expect(result).toContain('You approved this plan')
  expect(result).toContain('Still needed: one of Information security')
  expect(result).toContain('href="http://localhost:3990/requests/MG-0001"')
  await press('reject', { comment: 'changed my mind in the same session' })
  expect(decisions(plan)).toEqual(['submit', 'approve'])
})

test('the requester submits on the page', async () => {
  const { planDigest } = await made.signer.submit(buildSubmission(made.genesis))
  const { press, page } = await visit('ines', 'submit', planDigest)
  expect(page).toContain('>Submit</button>')
  expect((await press('submit')).status).toBe(303)
  expect(decisions(planDigest)).toEqual(['submit'])
})

test('a rejection without a comment comes back with what to do, and goes through with one', async () => {
  const plan = await submittedPlan(made)
  const { press } = await visit('tomas', 'decide', plan)
  const refused = await press('reject')
  expect(refused.status).toBe(400)
  expect(refused.body).toContain('Say in the comment why you reject')
  const again = await press('reject', { form: formTokenOf(refused.body), comment: 'Wrong <window>' })
  expect(again.status).toBe(303)
  expect(made.authority.record(plan).decisions.at(-1)?.comment).toBe('Wrong <window>')
  expect((await visit('amara', 'decide', plan)).page).toContain(
    'rejected Tue 24 Nov 2026, 10:00 UTC: “Wrong &lt;window&gt;”',
  )
})

test('a form without its token, with an old one, or from another origin records nothing', async () => {
  const plan = await submittedPlan(made)
  const { press } = await visit('tomas', 'decide', plan)
  for (const origin of ['http://localhost:3990', 'http://localhost:3991/', 'null', 'https://localhost:3991']) {
    expect((await press('approve', {}, { Origin: origin })).status).toBe(403)
  }
  const guessed = await press('approve', { form: 'guess' })
  expect(guessed.status).toBe(400)
  expect((await press('approve')).status).toBe(400)
  expect(decisions(plan)).toEqual(['submit'])
  expect((await press('approve', { form: formTokenOf(guessed.body) })).status).toBe(400)
})

test('without a session nothing of a plan is shown', async () => {
  const plan = await submittedPlan(made)
  const { cookie } = await visit('tomas', 'decide', plan)
  for (const path of [`/decide/${plan}`, `/decide/${plan}/files`, `/decide/${plan}/files/directory/runbook.html`]) {
    const answer = await call(path)
    expect(answer.status).toBe(401)
    expect(answer.body).not.toContain('Contoso')
  }
  const { planDigest } = await made.signer.submit(buildSubmission(made.genesis, buildInput({ requestId: 'MG-0300' })))
  expect((await call(`/decide/${planDigest}`, { headers: { Cookie: cookie } })).status).toBe(401)
})

test('a session ends after half an hour', async () => {
  const plan = await submittedPlan(made)
  const { get } = await visit('tomas', 'decide', plan)
  made.now = new Date(START.getTime() + 30 * 60_000)
  expect((await get()).status).toBe(401)
})

test('who signs out of the portal has no session left here, and others keep theirs', async () => {
  const plan = await submittedPlan(made)
  const tomas = await visit('tomas', 'decide', plan)
  const amara = await visit('amara', 'decide', plan)
  await made.signer.leave('tomas')
  expect((await tomas.press('approve')).status).toBe(401)
  expect(decisions(plan)).not.toContain('approve')
  expect((await amara.get()).status).toBe(200)
})

test('a ticket enters once, and not after a restart either', async () => {
  const plan = await submittedPlan(made)
  const ticket = made.ticket('tomas', 'decide', plan)
  expect((await enter(ticket)).status).toBe(303)
  const again = await enter(ticket)
  expect(again.status).toBe(409)
  expect(again.body).toContain('used already')
  made.now = new Date(START.getTime() + 5_000)
  const other = await startPages({ authority: made.authority, port: 0, log: () => undefined })
  await listener.stop()
  listener = other
  expect((await enter(ticket)).status).toBe(409)
  expect((await enter(made.ticket('tomas', 'decide', plan))).status).toBe(303)
})

test('each refusal at the door says why', async () => {
  const plan = await submittedPlan(made)
  const refusal = async (ticket: SignedTicket | string, headers = {}) => {
    const answer = await enter(ticket, headers)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.body).toContain('Back to the portal')
    return answer.body
  }
  expect(await refusal(made.ticket('tomas', 'decide', plan, { notAfter: START.toISOString() }))).toContain(
    'has expired',
  )
  expect(await refusal('{"ticket":1}')).toContain('No ticket')
  expect(await refusal('not json')).toContain('No ticket')
  expect(await refusal(made.ticket('tomas', 'decide', plan), { Origin: 'https://evil.example' })).toContain(
    'Only the portal',
  )
  expect(await refusal(made.ticket('petra', 'decide', plan))).toContain('none of the groups')
  expect(await refusal(made.ticket('ines', 'decide', plan))).toContain('your own request')
  expect(await refusal(made.ticket('nobody', 'decide', plan))).toContain('does not know you')
  expect(await refusal(made.ticket('ines', 'submit', plan))).toContain('submitted this plan already')
  expect(await refusal(made.ticket('tomas', 'decide', 'a'.repeat(64)))).toContain('does not know this plan')
  expect(await refusal(made.ticket('tomas', 'recall', plan))).toContain('not signed')
  await made.signer.close(plan, 'edited')
  expect(await refusal(made.ticket('tomas', 'decide', plan))).toContain('closed: edited')
})

test('a plan that is closed while somebody reads it can not be decided', async () => {
  const plan = await submittedPlan(made)
  const { press } = await visit('tomas', 'decide', plan)
  await made.signer.close(plan, 'edited')
  const answer = await press('approve')
  expect(answer.status).toBe(409)
  expect(answer.body).toContain('closed: edited')
  expect(decisions(plan)).toEqual(['submit'])
})

test('somebody who decided may change their mind and is not offered the same again', async () => {
  const plan = await submittedPlan(made)
  await (await visit('tomas', 'decide', plan)).press('approve')
  const { page } = await visit('tomas', 'decide', plan)
  expect(page).toContain('You approved this plan')
  expect(page).not.toContain('value="approve"')
  expect(page).toContain('value="reject"')
})

test('every file of the plan is readable as the bytes that are approved, as text in a sandbox', async () => {
  const plan = await submittedPlan(made)
  const { get } = await visit('tomas', 'decide', plan)
  const list = (await get(`/decide/${plan}/files`)).body
  const links = [...list.matchAll(/href="(\/decide\/[^"]+\/files\/[^"]+)"/g)].map(([, href = '']) => href)
  const { generated } = made.authority.content(made.authority.record(plan))
  const wanted = generated.targets.flatMap(({ target, makeFiles }) =>
    makeFiles().map(({ path }) => `/decide/${plan}/files/${target}/${path}`),
  )
  expect(links).toEqual(wanted)
  const settings = wanted.find((path) => path.endsWith('settings.psd1')) ?? ''
  const answer = await get(settings)
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(answer.headers['content-security-policy']).toContain('sandbox')
  const file = generated.targets
    .flatMap(({ target, makeFiles }) => makeFiles().map((one) => ({ target, ...one })))
    .find(({ target, path }) => settings.endsWith(`/${target}/${path}`))
  expect(answer.body).toBe(Buffer.from(file?.bytes ?? []).toString('utf8'))
  expect((await get(`/decide/${plan}/files/directory/../../../etc/passwd`)).status).toBe(404)
  expect((await get(`/decide/${plan}/files/directory/nothing.txt`)).status).toBe(404)
})

test('what a person typed is shown, never interpreted', async () => {
  const input = buildInput({ requestId: 'MG-0301' })
  const title = '<b onmouseover="x">bold</b> \u202egnp.exe'
  const plan = await submittedPlan(made, { ...input, case: { ...input.case, title } })
  const { page } = await visit('tomas', 'decide', plan)
  expect(page).toContain('&lt;b onmouseover=&quot;x&quot;&gt;bold&lt;/b&gt; [U+202E]gnp.exe')
  expect(page).not.toContain('<b onmouseover')
})

test('too many entries in a minute are refused', async () => {
  const statuses = []
  for (let i = 0; i < 61; i++) statuses.push((await enter('x')).status)
  expect(statuses.slice(0, 60).every((status) => status === 400)).toBe(true)
  expect(statuses[60]).toBe(429)
})

test('another host name and a large form are refused', async () => {
  expect((await call('/', { headers: { Host: 'evil.example' } })).status).toBe(400)
  expect((await enter('x'.repeat(20_000))).status).toBe(413)
  expect((await call('/style.css')).body).toBe(STYLE)
})

test('a signed plan is recalled on its page with a reason, also when a newer generator makes other bytes', async () => {
  const plan = await approvedPlan(made)
  await made.signer.sign(plan)
  Object.assign(made.authority, {
    content: () => {
      throw new Error('made by another version')
    },
  })
  const { page, press, get } = await visit('amara', 'recall', plan)
  expect(page).toContain('Recall the signed bundles of this plan for good')
  expect(page).toContain('MIMSYNC')
  expect((await press('recall')).body).toContain('why you recall')
  const again = await visit('amara', 'recall', plan)
  expect((await again.press('recall', { comment: 'The wrong account.' })).status).toBe(303)
  expect((await again.get()).body).toContain('You recalled this plan')
  expect(made.authority.record(plan).recalled).toMatchObject({ reason: 'decision' })
  expect((await get()).status).toBe(409)
})
