import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { closings } from '#db/schema/journal.ts'
import { downloadBundle } from '#server/bundles/download-bundle.ts'
import { TestPortal, unreachable } from '#server/testing/build-portal.ts'
import { dump } from '#server/testing/dump.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { editRequest } from './edit-request.ts'
import { issueTicket } from './issue-ticket.ts'
import { readDraft } from './read-draft.ts'
import { requestChanges } from './request-changes.ts'
import { saveDraft } from './save-draft.ts'

const input = buildInput()
let signer: TestSigner
let portal: TestPortal
beforeAll(async () => {
  signer = await buildSigner()
  portal = new TestPortal(signer).furnish()
})
beforeEach(() => {
  portal.api = signer.signer
})
const edit = (id: string, who = 'ines') => editRequest(portal.as(who), { id })
const approve = (who: string, planDigest: string) =>
  signer.signer.decide({ ticket: signer.ticket(who, 'decide', planDigest), decision: 'approve', comment: null })

describe('editing a submitted request', () => {
  test('opens the next revision with the same content; approvals of the old one lead nowhere', async () => {
    const id = await portal.submitted(input)
    const old = portal.planDigest(id)
    await portal.decide(id, 'tomas', 'approve')
    expect(await edit(id)).toEqual({ id, revision: 2 })
    expect(readDraft(portal.as('ines'), { id })).toMatchObject({ revision: 2, environment: input.environment })
    expect(portal.view(id)).toMatchObject({ state: 'draft', seats: [], decisions: [] })
    await expect(approve('amara', old)).rejects.toMatchObject({
      code: 'CONFLICT',
      userMessage: expect.stringMatching(/closed: edited by the requester/),
    })
    const ticket = () => issueTicket(portal.as('amara'), { id, planDigest: old, action: 'decide' })
    expect(ticket).toThrow(/was edited since you looked at it/)
    expect(portal.view(id, 'amara')).toMatchObject({ state: 'draft', revisions: [{ revision: 1, outcome: 'closed' }] })
  })

  test('the new revision goes the whole way again, and only its approvals count', async () => {
    const id = await portal.submitted(input)
    await portal.decide(id, 'tomas', 'approve')
    await edit(id)
    saveDraft(portal.as('ines'), { id, version: 1, ...input, case: { ...input.case, ticket: 'CHG-2' } })
    await portal.prepare(id)
    await portal.decide(id, 'ines', 'submit')
    await portal.work()
    await portal.decide(id, 'amara', 'approve')
    await portal.work()
    expect(portal.view(id)).toMatchObject({ state: 'submitted', next: 'Directory operations must still approve.' })
    await portal.decide(id, 'tomas', 'approve')
    await portal.work()
    expect(portal.view(id)).toMatchObject({ state: 'signed', revision: 2, ticket: 'CHG-2' })
  })

  test('twice at once opens one revision', async () => {
    const id = await portal.submitted(input)
    const results = await Promise.allSettled([edit(id), edit(id)])
    expect(results.map(({ status }) => status)).toContain('fulfilled')
    expect(await edit(id)).toEqual({ id, revision: 2 })
  })

  test('with the signer down is refused with words, and nothing changes', async () => {
    const id = await portal.submitted(input)
    const before = dump(portal.services.db)
    portal.api = { ...signer.signer, close: unreachable, journal: unreachable }
    await expect(edit(id)).rejects.toMatchObject({
      code: 'SIGNER_UNREACHABLE',
      userMessage: expect.stringMatching(/stays as it is/),
    })
    portal.api = signer.signer
    await portal.work()
    expect(dump(portal.services.db)).toEqual(before)
  })

  test.each([
    ['the journal can not be read any more', { journal: unreachable }],
    [
      'the answer is lost',
      {
        close: async (...plan: [string, string]) => {
          await signer.signer.close(...plan)
          return unreachable()
        },
      },
    ],
  ])('closed at the signer, and then %s: the next start carries the edit out, once', async (_, broken) => {
    const id = await portal.submitted(input)
    portal.api = { ...signer.signer, ...broken }
    await expect(edit(id)).rejects.toMatchObject({ code: 'SIGNER_UNREACHABLE' })
    expect(portal.state(id)).toBe('submitted')
    const again = portal.restart()
    await again.work()
    await again.work()
    expect(again.view(id)).toMatchObject({ state: 'draft', revision: 2 })
  })

  test('a quorum that came first does not get lost: the approved plan is closed, or the edit refused', async () => {
    const id = await portal.submitted(input)
    const plan = portal.planDigest(id)
    await approve('tomas', plan)
    await approve('amara', plan)
    expect(portal.state(id)).toBe('submitted')
    await edit(id)
    expect(portal.view(id)).toMatchObject({ state: 'draft', revision: 2 })
    await expect(signer.signer.sign(plan)).rejects.toThrow(/closed/)
  })

  test('a plan that was signed first is not closed', async () => {
    const id = await portal.submitted(input)
    const plan = portal.planDigest(id)
    await approve('tomas', plan)
    await approve('amara', plan)
    await signer.signer.sign(plan)
    await expect(edit(id)).rejects.toMatchObject({ code: 'CONFLICT', userMessage: expect.stringMatching(/signed/) })
    await portal.work()
    expect(portal.state(id)).toBe('signed')
    expect(portal.services.db.select().from(closings).all()).toEqual([])
  })
})

test('a signed request gets a new revision, and the signed bundles stay to be had', async () => {
  const id = await portal.signed(input)
  await edit(id)
  expect(portal.view(id)).toMatchObject({ state: 'draft', revision: 2, rights: { download: { state: 'allowed' } } })
  const { fileName } = await downloadBundle(portal.as('lukas'), { id }, 'MIMSYNC')
  expect(fileName).toBe(`${id}-r1-MIMSYNC.zip`)
})

test.each([
  ['withdrawn', 'ines', 'withdraw'],
  ['rejected', 'tomas', 'reject'],
] as const)('a %s request is opened again', async (state, who, decision) => {
  const id = await portal.submitted(input)
  await portal.decide(id, who, decision, 'because')
  await portal.work()
  expect(portal.state(id)).toBe(state)
  expect(await edit(id)).toEqual({ id, revision: 2 })
  expect(Object.keys(portal.view(id).reached)).toEqual(['draft'])
})

describe('asking for changes', () => {
  const ask = (id: string, who: string, planDigest = portal.planDigest(id)) =>
    requestChanges(portal.as(who), { id, planDigest, reason: 'Name a rollback owner.' })

  test('sends the request back with the reason, and nobody can approve the old plan', async () => {
    const id = await portal.submitted(input)
    const plan = portal.planDigest(id)
    await ask(id, 'tomas')
    expect(portal.view(id)).toMatchObject({
      state: 'changes requested',
      next: 'Yours: answer what was asked.',
      changeRequests: [{ by: { id: 'tomas' }, reason: 'Name a rollback owner.' }],
    })
    await expect(approve('amara', plan)).rejects.toThrow(/closed/)
    expect(await edit(id)).toEqual({ id, revision: 2 })
    expect(readDraft(portal.as('ines'), { id }).changeRequests).toHaveLength(1)
  })

  test('is not for the owner, for people in no group, or for a plan that was edited', async () => {
    const id = await portal.submitted(input)
    const before = dump(portal.services.db)
    await expect(ask(id, 'ines')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(ask(id, 'nina')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(ask(id, 'lukas')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(ask(id, 'tomas', 'a'.repeat(64))).rejects.toMatchObject({ code: 'CONFLICT' })
    portal.api = { ...signer.signer, close: unreachable }
    await expect(ask(id, 'tomas')).rejects.toMatchObject({ code: 'SIGNER_UNREACHABLE' })
    portal.api = signer.signer
    await portal.work()
    expect(dump(portal.services.db)).toEqual(before)
  })
})

test('a plan that the signer closed by itself goes back to its owner, with the signer’s reason', async () => {
  const id = await portal.submitted(input)
  await signer.signer.close(portal.planDigest(id), 'generator changed')
  await portal.work()
  expect(portal.view(id)).toMatchObject({
    state: 'changes requested',
    revisions: [{ outcome: 'closed', closedReason: 'generator changed' }],
  })
})

test('a wish that the signer never heard of is forgotten, and does not come true later', async () => {
  const id = await portal.submitted(input)
  portal.api = { ...signer.signer, close: unreachable }
  await expect(edit(id)).rejects.toThrow()
  portal.api = signer.signer
  await portal.work()
  await portal.decide(id, 'ines', 'withdraw')
  await portal.work()
  expect(portal.state(id)).toBe('withdrawn')
  const left = portal.services.db.select().from(closings).where(eq(closings.requestId, id)).all()
  expect(left).toEqual([])
})

describe('tickets', () => {
  test('are for the right person, the right moment and the newest plan', async () => {
    const id = portal.draft(input)
    const planDigest = await portal.prepare(id)
    const ticket = (who: string, action: 'submit' | 'decide' | 'withdraw') => () =>
      issueTicket(portal.as(who), { id, planDigest, action })
    expect(ticket('ines', 'withdraw')).toThrow(/is draft/)
    expect(ticket('tomas', 'decide')).toThrow(/no request/)
    const { action, token } = ticket('ines', 'submit')()
    expect(action).toBe('http://localhost:3991/enter')
    expect(JSON.parse(token ?? '').ticket).toMatchObject({ person: 'ines', planDigest, action: 'submit' })
    await signer.signer.decide({ ticket: JSON.parse(token ?? ''), decision: 'submit', comment: null })
    await portal.work()
    expect(ticket('ines', 'submit')).toThrow(/is submitted/)
    expect(ticket('ines', 'decide')).toThrow(/may not/)
    expect(ticket('lukas', 'decide')).toThrow(/may not/)
    expect(ticket('nina', 'decide')).toThrow(/does not know you/)
    expect(ticket('felix', 'withdraw')).toThrow(/may not/)
    expect(ticket('tomas', 'decide')().token).toContain('"person":"tomas"')
  })

  test('of an approver are not for an own request', async () => {
    const id = portal.draft(input, 'both')
    const planDigest = await portal.prepare(id, 'both')
    const ticket = issueTicket(portal.as('both'), { id, planDigest, action: 'submit' })
    await signer.signer.decide({ ticket: JSON.parse(ticket.token ?? ''), decision: 'submit', comment: null })
    await portal.work()
    expect(() => issueTicket(portal.as('both'), { id, planDigest, action: 'decide' })).toThrow(/may not/)
    expect(portal.view(id, 'both').rights.decide).toMatchObject({
      state: 'blocked',
      reason: expect.stringMatching(/own request/),
    })
  })
})
