import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { revisions } from '#db/schema/revisions.ts'
import { viewHome } from '#server/home/view-home.ts'
import { TestPortal, unreachable } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { decideUntil } from './expire-requests.ts'
import { issueTicket } from './issue-ticket.ts'
import { readHistory } from './read-history.ts'

const DAY_MS = 86_400_000
let signer: TestSigner
let portal: TestPortal
beforeAll(async () => {
  signer = await buildSigner()
  portal = new TestPortal(signer).furnish()
})

function lastMoment(id: string): number {
  const plan = portal.services.db.select().from(revisions).where(eq(revisions.requestId, id)).get()
  return Date.parse((plan && decideUntil(plan)) ?? '')
}
/** Works at an instant, and comes back. */
async function workAt(instant: number): Promise<void> {
  const { now } = signer
  signer.now = new Date(instant)
  await portal.work().finally(() => {
    signer.now = now
  })
}

test('what is not signed in the days of its policy expires, not a moment earlier, and nobody can act on it', async () => {
  const id = await portal.submitted(buildInput())
  await portal.decide(id, 'tomas', 'approve')
  await portal.work()
  const until = lastMoment(id)
  expect(until).toBeGreaterThan(signer.now.getTime() + DAY_MS)
  expect(portal.view(id).decideUntil).toBe(new Date(until).toISOString())
  await workAt(until - 1)
  expect(portal.state(id)).toBe('submitted')
  const planDigest = portal.planDigest(id)
  await workAt(until)
  expect(portal.state(id)).toBe('expired')
  expect(viewHome(portal.as('amara')).waiting).toEqual([])
  expect(() => issueTicket(portal.as('amara'), { id, planDigest, action: 'decide' })).toThrow(/count no more/)
  await expect(signer.signer.sign(planDigest)).rejects.toThrow(/closed|ended/)
  expect(readHistory(portal.as('ines'), { id })[0]).toMatchObject({ kind: 'request.expired', actor: null })
  expect(portal.view(id)).toMatchObject({ decideUntil: null, rights: { edit: { state: 'allowed' } } })
})

test('while the signer is down nothing expires; when it is back, what is due does', async () => {
  const id = await portal.submitted(buildInput())
  portal.api = { ...signer.signer, status: unreachable, close: unreachable } as never
  const until = lastMoment(id)
  await workAt(until).catch(() => undefined)
  expect(portal.state(id)).toBe('submitted')
  portal.api = signer.signer
  await workAt(until)
  expect(portal.state(id)).toBe('expired')
})

test('a signed request does not expire', async () => {
  const id = await portal.signed(buildInput())
  await workAt(lastMoment(id) + DAY_MS)
  expect(portal.state(id)).toBe('signed')
})
