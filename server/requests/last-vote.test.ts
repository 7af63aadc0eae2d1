import { expect, test } from 'vitest'
import { TestPortal } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner } from '#signer/testing/build-signer.ts'
import { editRequest } from './edit-request.ts'

test('the last vote of a person is found on whichever revision it was given, and nobody else’s', async () => {
  const portal = new TestPortal(await buildSigner()).furnish()
  const id = await portal.submitted(buildInput())
  expect(portal.view(id, 'tomas').lastVote).toBe(null)
  await portal.decide(id, 'tomas', 'approve')
  await portal.work()
  await editRequest(portal.as('ines'), { id })
  await portal.prepare(id)
  await portal.decide(id, 'ines', 'submit')
  await portal.work()
  expect(portal.view(id, 'tomas')).toMatchObject({ revision: 2, lastVote: { revision: 1, decision: 'approve' } })
  expect(portal.view(id, 'amara').lastVote).toBe(null)
  await portal.decide(id, 'tomas', 'reject', 'No')
  await portal.work()
  expect(portal.view(id, 'tomas').lastVote).toMatchObject({ revision: 2, decision: 'reject' })
})
