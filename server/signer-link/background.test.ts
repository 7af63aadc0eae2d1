import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { readDraft } from '#server/requests/read-draft.ts'
import { submitRequest } from '#server/requests/submit-request.ts'
import { TestPortal, unreachable } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { type Background, startBackground } from './background.ts'

const input = buildInput()
let signer: TestSigner
let background: Background | null = null
let firstNumber = 1
beforeAll(async () => {
  signer = await buildSigner()
})
afterEach(() => background?.stop())

/** A portal whose background runs; polls of the journal are short, so that it can be stopped at any time. */
function running(): TestPortal {
  const portal = new TestPortal(signer).furnish(firstNumber)
  firstNumber += 10
  portal.api = { ...signer.signer, journal: (after, wait) => signer.signer.journal(after, Math.min(wait, 1)) }
  background = startBackground(portal.services)
  return portal
}
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 20 })

test('from the click to the signature nobody has to push', async () => {
  const portal = running()
  await eventually(() => expect(portal.services.signer.health().state).toBe('reachable'))
  const id = portal.draft(input)
  await submitRequest(portal.as('ines'), { id, version: readDraft(portal.as('ines'), { id }).version })
  await eventually(() => expect(portal.view(id).preparation).toMatchObject({ step: 'ready' }))
  await portal.decide(id, 'ines', 'submit')
  await eventually(() => expect(portal.state(id)).toBe('submitted'))
  await portal.decide(id, 'tomas', 'approve')
  await portal.decide(id, 'amara', 'approve')
  await eventually(() => expect(portal.state(id)).toBe('signed'))
  expect(portal.reported).toEqual([])
})

test('a signer that is down is asked again, and signs when it is back', async () => {
  const portal = running()
  const id = await portal.submitted(input)
  const works = portal.api
  portal.api = { ...works, sign: unreachable }
  await portal.decide(id, 'tomas', 'approve')
  await portal.decide(id, 'amara', 'approve')
  await eventually(() => expect(portal.view(id).next).toMatch(/does not sign yet: The signer does not answer/))
  portal.api = { ...works, sign: unreachable, status: unreachable, journal: unreachable }
  await eventually(() => expect(portal.services.signer.health().state).toBe('unreachable'))
  portal.api = works
  await eventually(() => expect(portal.state(id)).toBe('signed'))
})

test('what nobody foresaw is told to the log and does not end the loops', async () => {
  const portal = running()
  const works = portal.api
  portal.api = { ...works, status: () => Promise.reject(new Error('bug')) }
  await eventually(() => expect(portal.reported.length).toBeGreaterThan(0))
  portal.api = works
  await eventually(() => expect(portal.services.signer.health().state).toBe('reachable'))
})
