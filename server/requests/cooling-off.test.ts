import { expect, test } from 'vitest'
import { TestPortal } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner, PEOPLE, POLICY } from '#signer/testing/build-signer.ts'

test('an approved request that cools off is rejected, approved anew, and signed when its pause is over', async () => {
  const test = await buildSigner({}, PEOPLE, [{ ...POLICY, coolingOffHours: 4 }])
  const portal = new TestPortal(test).furnish()
  const id = await portal.signed(buildInput())
  expect(portal.view(id)).toMatchObject({ state: 'approved', next: expect.stringContaining('cools off until') })
  expect(portal.view(id, 'amara').rights.decide).toEqual({ state: 'allowed' })
  await portal.decide(id, 'amara', 'reject', 'The window is a bank holiday.')
  await portal.work()
  expect(portal.view(id)).toMatchObject({ state: 'rejected', revisions: [{ outcome: 'submitted' }] })
  await portal.decide(id, 'amara', 'approve')
  await portal.work()
  expect(portal.state(id)).toBe('approved')
  test.now = new Date(test.now.getTime() + 4 * 3_600_000)
  await portal.work()
  expect(portal.state(id)).toBe('signed')
})
