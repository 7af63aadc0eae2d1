import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailChoices, notices, outbox } from '#db/schema/notifications.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import { listAudit } from '#server/audit/list-audit.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { startMailServer } from '#server/testing/mail-server.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { type Mail, mailOf } from './message.ts'
import { claimDue, MAX_ATTEMPTS } from './outbox.ts'
import { isPrivateAddress, postWebhook } from './post-webhook.ts'
import { readOutbox, retryMessage } from './read-outbox.ts'
import { smtpSender } from './smtp.ts'
import { spreadNotices } from './spread-notices.ts'
import { addWebhook, testWebhook } from './webhooks.ts'
import { type OutboxServices, workOutbox } from './work-outbox.ts'

const PORTAL = 'https://mim-gmsa.contoso.com'
let signer: TestSigner
let portal: TestPortal
const closing: (() => void)[] = []
beforeEach(async () => {
  signer = await buildSigner()
  portal = new TestPortal(signer).furnish()
})
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const wants = (
  personId: string,
  mode: 'immediately' | 'daily' | 'off',
  address: string | null = `${personId}@example.com`,
) => portal.services.db.insert(mailChoices).values({ personId, address, mode }).run()

function services(changes: Partial<OutboxServices> = {}): OutboxServices {
  const postPrivate: OutboxServices['postWebhook'] = (post) => postWebhook({ ...post, allowPrivate: true })
  const { db } = portal.services
  return { db, clock: () => signer.now, portalUrl: PORTAL, sendMail: null, postWebhook: postPrivate, ...changes }
}
/** Collects mails instead of sending them; `down` throws. */
function mailbox() {
  const mails: Mail[] = []
  const tried: string[] = []
  const box = {
    mails,
    /** Message ids of every try. */
    tried,
    down: false,
    send: async (mail: Mail) => {
      tried.push(mail.messageId)
      if (box.down) throw new Error('connect ECONNREFUSED')
      mails.push(mail)
    },
  }
  return box
}
const later = (ms: number) => {
  signer.now = new Date(signer.now.getTime() + ms)
}
const HOUR = 3_600_000

async function receiver(statuses: number[] = [], headers: Record<string, string> = {}) {
  const got: { headers: NodeJS.Dict<string | string[]>; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8')
    })
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      response.writeHead(statuses.shift() ?? 204, headers).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got }
}

test('a real mail server gets text and HTML for who decides, and nobody else; the link only leads to the request', async () => {
  for (const id of ['ines', 'tomas', 'amara', 'lukas']) wants(id, 'immediately')
  const { port, received, close } = await startMailServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
  closing.push(close)
  const input = buildInput()
  const id = await portal.submitted({ ...input, case: { ...input.case, title: 'A <b>bold</b> plan' } })
  const sendMail = smtpSender({ url: `smtp://127.0.0.1:${port}`, from: 'portal@example.com', credentialsFile: null })
  await workOutbox(services({ sendMail }))
  await workOutbox(services({ sendMail }))
  expect(received.map(({ to }) => to).toSorted()).toEqual(['amara@example.com', 'tomas@example.com'])
  const mail = received[0]?.source ?? ''
  expect(mail).toContain('text/plain')
  expect(mail).toContain('text/html')
  expect(mail).toContain('&#60;b&#62;bold')
  expect(mail.replaceAll('=\r\n', '')).toContain(`${PORTAL}/requests/${id}`)
  expect(mail).not.toMatch(/token|ticket=/i)
})

test('while the mail server is down nothing is lost: tried again with growing pauses, given up visibly, retried by hand', async () => {
  wants('tomas', 'immediately')
  const box = mailbox()
  box.down = true
  await portal.submitted(buildInput())
  const pauses: number[] = []
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    await workOutbox(services({ sendMail: box.send }))
    const row = portal.services.db.select().from(outbox).get()
    pauses.push(Date.parse(row?.notBefore ?? '') - signer.now.getTime())
    later(7 * HOUR)
  }
  expect(pauses.slice(0, 4)).toEqual([30_000, 60_000, 120_000, 240_000])
  const { dead } = readOutbox(portal.as('felix'))
  expect(dead).toMatchObject([{ channel: 'mail', recipient: 'Tomas Test', problem: 'connect ECONNREFUSED' }])
  box.down = false
  await workOutbox(services({ sendMail: box.send }))
  expect(box.mails).toEqual([])
  retryMessage(portal.as('felix'), { message: dead[0]?.id ?? 0 })
  expect(() => retryMessage(portal.as('felix'), { message: dead[0]?.id ?? 0 })).toThrow(/given up/)
  await workOutbox(services({ sendMail: box.send }))
  expect(box.mails).toHaveLength(1)
  const [event] = listAudit(portal.as('anna'), { kinds: ['outbox.retried'], limit: 1 }).rows
  expect(event).toMatchObject({ actor: { id: 'felix' }, details: { channel: 'mail', recipient: 'tomas' } })
})

test('two workers at once send each message once; a crash between claim and sending is made up after the lease', async () => {
  for (const id of ['tomas', 'amara']) wants(id, 'immediately')
  const box = mailbox()
  await portal.submitted(buildInput())
  await Promise.all([1, 2, 3].map(() => workOutbox(services({ sendMail: box.send }))))
  expect(box.mails).toHaveLength(2)
  await portal.submitted(buildInput())
  spreadNotices(portal.services.db, signer.now, true)
  expect(claimDue(portal.services.db, signer.now)).toHaveLength(2)
  await workOutbox(services({ sendMail: box.send }))
  expect(box.mails).toHaveLength(2)
  later(HOUR)
  await workOutbox(services({ sendMail: box.send }))
  expect(box.mails).toHaveLength(4)
  expect(new Set(box.mails.map(({ messageId }) => messageId)).size).toBe(4)
})

test('what is noted of a change is taken back together with it', () => {
  const { db } = portal.services
  const context = portal.as('tomas')
  const id = portal.draft(buildInput())
  const change = () =>
    db.transaction((tx) => {
      const details = { revision: 1, thread: 't' }
      appendAudit(tx, context, { kind: 'request.comment-added', object: { type: 'request', id }, details })
      expect(tx.select().from(notices).where(eq(notices.requestId, id)).all()).toHaveLength(1)
      throw new Error('power cut')
    })
  expect(change).toThrow('power cut')
  expect(db.select().from(notices).all()).toEqual([])
})

test('a digest goes out once a day with everything; off gets nothing', async () => {
  wants('tomas', 'daily')
  wants('amara', 'off')
  const box = mailbox()
  await portal.submitted(buildInput())
  await portal.submitted(buildInput())
  await workOutbox(services({ sendMail: box.send }))
  expect(box.mails).toEqual([])
  later(24 * HOUR)
  await workOutbox(services({ sendMail: box.send }))
  expect(box.mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['tomas@example.com', '2 changes in the MIM gMSA portal'],
  ])
})

test('a digest that failed is tried again with the same events under the same id; what came meanwhile is another one', async () => {
  wants('tomas', 'daily')
  const box = mailbox()
  box.down = true
  await portal.submitted(buildInput())
  await portal.submitted(buildInput())
  later(22 * HOUR)
  await workOutbox(services({ sendMail: box.send }))
  expect(readOutbox(portal.as('felix')).failing).toMatchObject([
    { channel: 'mail', events: { length: 2 }, attempts: 1 },
  ])
  box.down = false
  await portal.submitted(buildInput())
  later(24 * HOUR)
  await workOutbox(services({ sendMail: box.send }))
  expect(box.mails.map(({ subject }) => subject)).toEqual([
    '2 changes in the MIM gMSA portal',
    expect.stringMatching(/^MG-0003 was submitted/),
  ])
  expect(new Set(box.mails.map(({ messageId }) => messageId)).size).toBe(2)
  expect(box.tried.slice(0, 1)).toEqual(box.mails.slice(0, 1).map(({ messageId }) => messageId))
})

test('a webhook gets signed JSON in the shape it wants, and is tried again after a refusal; every try is in the log', async () => {
  const { url, got } = await receiver([500])
  const { secret } = addWebhook(portal.as('felix'), { name: 'Desk', url, shape: 'generic' })
  const id = await portal.submitted(buildInput())
  await workOutbox(services())
  later(HOUR)
  await workOutbox(services())
  await workOutbox(services())
  expect(got).toHaveLength(2)
  const [, { headers, body } = { headers: {}, body: '' }] = got
  const signed = `${headers['x-mim-gmsa-timestamp']}.${body}`
  const expected = createHmac('sha256', Buffer.from(secret, 'base64url')).update(signed).digest('hex')
  expect(headers['x-mim-gmsa-signature']).toBe(`v1=${expected}`)
  expect(JSON.parse(body)).toMatchObject({ type: 'mim-gmsa/event/1', kind: 'request.submitted', requestId: id })
  expect(got[0]?.headers['x-mim-gmsa-event']).toBe(got[1]?.headers['x-mim-gmsa-event'])
  const [hook] = readOutbox(portal.as('felix')).webhooks
  expect(hook?.deliveries.map(({ status }) => status)).toEqual([204, 500])
  expect(JSON.stringify(readOutbox(portal.as('felix')))).not.toContain(secret)
})

test('the test button sends one message; Teams and Slack get their shapes', async () => {
  const { url, got } = await receiver()
  for (const shape of ['teams', 'slack'] as const) {
    const { id } = addWebhook(portal.as('felix'), { name: shape, url, shape })
    testWebhook(portal.as('felix'), { webhookId: id })
  }
  expect(listAudit(portal.as('anna'), { kinds: ['webhook.tested'], limit: 9 }).rows).toHaveLength(2)
  await workOutbox(services())
  const bodies = got.map(({ body }) => JSON.parse(body))
  expect(bodies.find(({ type }) => type === 'message')?.attachments[0].content.type).toBe('AdaptiveCard')
  expect(bodies.find(({ text }) => text)?.text).toContain('MG-0000')
})

test('a webhook to a private address is refused at the connection, by number and by name', async () => {
  const { url, got } = await receiver()
  const post = { body: '{}', secret: 'aa', eventId: '1', now: signer.now, allowPrivate: false }
  const port = new URL(url).port
  for (const host of [
    '127.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '10.1.2.3',
    'localhost',
    '2130706433',
  ]) {
    await expect(postWebhook({ ...post, url: `http://${host}:${port}/` }), host).rejects.toThrow(/private address/)
  }
  expect(got).toEqual([])
  for (const address of ['172.31.0.1', '192.168.1.1', '100.64.0.1', 'fe80::1', 'fd00::1', '0.0.0.0', '64:ff9b::7f00:1'])
    expect(isPrivateAddress(address), address).toBe(true)
  for (const address of ['172.32.0.1', '8.8.8.8', '2606:4700::1111'])
    expect(isPrivateAddress(address), address).toBe(false)
})

test('a redirect is an answer like any other: nobody follows it', async () => {
  const inside = await receiver()
  const { url, got } = await receiver([302], { location: inside.url })
  const { id } = addWebhook(portal.as('felix'), { name: 'Desk', url, shape: 'generic' })
  testWebhook(portal.as('felix'), { webhookId: id })
  await workOutbox(services())
  expect(got).toHaveLength(1)
  expect(inside.got).toEqual([])
  expect(readOutbox(portal.as('felix')).failing).toMatchObject([{ problem: 'The webhook answered with status 302.' }])
})

test('a title cannot add a header, and a name cannot add a tag', () => {
  const event = {
    eventId: '1',
    kind: 'request.signed',
    requestId: 'MG-0001',
    title: 'x\r\nBcc: a@b.c',
    actor: '<img>',
    at: '',
  }
  const { subject, html } = mailOf([event], 'a@example.com', PORTAL, '<1@x>')
  expect(subject).toBe('MG-0001 is signed: x Bcc: a@b.c')
  expect(html).not.toContain('<img>')
})
