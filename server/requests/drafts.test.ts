import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { environmentSchema } from '#core/environment/environment.ts'
import { AppError } from '#core/errors/app-error.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { dump } from '#server/testing/dump.ts'
import { silentSigner } from '#server/testing/silent-signer.ts'
import { createCaller } from '#server/trpc/create-caller.ts'
import { buildInput } from '#signer/testing/build-signer.ts'
import { cloneRequest } from './clone-request.ts'
import { createRequest } from './create-request.ts'
import { deleteDraft } from './delete-draft.ts'
import { listRequests } from './list-requests.ts'
import { readDraft } from './read-draft.ts'
import { saveDraft } from './save-draft.ts'

const input = buildInput()
const { environment } = input
const titled = (title: string) => ({ ...input.case, title })
let portal: TestPortal
beforeEach(() => {
  const signer = { ...silentSigner, decide: () => Promise.reject(new Error('nobody decides here')) }
  const { privateKey } = generateKeyPairSync('ed25519')
  portal = new TestPortal({ signer, portalKey: privateKey, now: new Date('2026-11-24T10:00:00Z') }).furnish()
})
const save = (id: string, version: number, changes: Record<string, unknown> = {}, who = 'ines') =>
  saveDraft(portal.as(who), { id, version, environment, case: input.case, ...changes })

describe('a new draft', () => {
  test('is a valid, empty document under the next number', () => {
    expect([createRequest(portal.as('ines'), {}), createRequest(portal.as('ines'), { title: ' One ' })]).toEqual([
      { id: 'MG-0001' },
      { id: 'MG-0002' },
    ])
    const draft = readDraft(portal.as('ines'), { id: 'MG-0002' })
    expect(draft).toMatchObject({ version: 1, revision: 1, case: { title: 'One' }, savedBy: { name: 'Ines Test' } })
    expect(environmentSchema.safeParse(draft.environment).success).toBe(true)
  })

  test('never gets the number of a deleted one', () => {
    const { id } = createRequest(portal.as('ines'), {})
    deleteDraft(portal.as('ines'), { id, version: 1 })
    expect(createRequest(portal.as('ines'), {})).toEqual({ id: 'MG-0002' })
    expect(() => portal.view(id)).toThrow(/no request MG-0001/)
  })
})

describe('saving', () => {
  test('raises the version, and what was typed comes back unchanged', () => {
    const { id } = createRequest(portal.as('ines'), {})
    expect(save(id, 1)).toMatchObject({ outcome: 'saved', version: 2 })
    expect(readDraft(portal.as('ines'), { id })).toMatchObject({ version: 2, environment, case: input.case })
  })

  test('the second of two editors gets both versions, and nothing of either is lost', () => {
    const { id } = createRequest(portal.as('ines'), {})
    save(id, 1, { case: titled('First') })
    const before = dump(portal.services.db)
    const second = save(id, 1, { case: titled('Second') })
    expect(second).toMatchObject({ outcome: 'conflict', theirs: { version: 2, case: { title: 'First' } } })
    expect(dump(portal.services.db)).toEqual(before)
    expect(save(id, 2, { case: titled('Second') })).toMatchObject({ outcome: 'saved', version: 3 })
  })

  test('the same save sent twice, because its answer was lost, is no conflict', () => {
    const { id } = createRequest(portal.as('ines'), {})
    save(id, 1)
    expect(save(id, 1)).toMatchObject({ outcome: 'saved', version: 2 })
  })

  const servers = Array.from({ length: 3000 }, () => environment.servers[0])
  test.each([
    ['no object', null, 'BAD_INPUT'],
    ['an unknown field', { ...environment, colour: 'red' }, 'BAD_INPUT'],
    ['a missing field', { ...environment, mail: undefined }, 'BAD_INPUT'],
    ['3,000 servers', { ...environment, servers }, 'BAD_INPUT'],
    ['half a character', { ...environment, name: 'x\ud800' }, 'BAD_INPUT'],
    ['6 MB', { ...environment, filler: 'x'.repeat(6_000_000) }, 'TOO_LARGE'],
  ])('%s is refused with words, and the stored draft stays', (_, bad, code) => {
    const { id } = createRequest(portal.as('ines'), {})
    save(id, 1)
    const before = dump(portal.services.db)
    const refusal = thrown(() => save(id, 2, { environment: bad }))
    expect(refusal.code).toBe(code)
    expect(refusal.userMessage).toMatch(/environment/)
    expect(dump(portal.services.db)).toEqual(before)
  })

  test('a title of 201 characters is refused at the border', async () => {
    const { id } = createRequest(portal.as('ines'), {})
    const caller = createCaller(portal.services, 'ines')
    const call = caller.requests.saveDraft({ id, version: 1, environment, case: titled('x'.repeat(201)) })
    await expect(call).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('whose draft it is', () => {
  test('its owner works on it, an administrator reads it, for others it does not exist', () => {
    const id = portal.draft(input)
    expect(readDraft(portal.as('felix'), { id }).id).toBe(id)
    expect(thrown(() => save(id, 2, {}, 'felix')).code).toBe('FORBIDDEN')
    expect(thrown(() => deleteDraft(portal.as('felix'), { id, version: 2 })).code).toBe('FORBIDDEN')
    for (const who of ['petra', 'tomas', 'lukas', 'anna']) {
      expect(thrown(() => readDraft(portal.as(who), { id })).code, who).toBe('NOT_FOUND')
      expect(thrown(() => portal.view(id, who)).code, who).toBe('NOT_FOUND')
      expect(thrown(() => save(id, 2, {}, who)).code, who).toBe('NOT_FOUND')
      expect(listRequests(portal.as(who), { page: 1, pageSize: 10 }).total, who).toBe(0)
    }
    expect(thrown(() => portal.view('MG-0999', 'petra')).userMessage.replace('MG-0999', id)).toBe(
      thrown(() => portal.view(id, 'petra')).userMessage,
    )
  })

  test('who is no requester makes none', () => {
    for (const who of ['tomas', 'lukas', 'anna', 'felix']) {
      expect(thrown(() => createRequest(portal.as(who), {})).code, who).toBe('FORBIDDEN')
    }
  })
})

describe('cloning', () => {
  test('takes the content, and leaves ticket and acknowledgements', () => {
    const acknowledgements = [{ ruleId: 'M08', path: '/mail', reason: 'known' }]
    const id = portal.draft({ environment, case: { ...input.case, acknowledgements } })
    const clone = cloneRequest(portal.as('ines'), { id })
    expect(readDraft(portal.as('ines'), clone)).toMatchObject({
      environment,
      case: { title: input.case.title, ticket: '', acknowledgements: [] },
    })
  })

  test('of what one can not see does nothing', () => {
    const id = portal.draft(input)
    const before = dump(portal.services.db)
    expect(thrown(() => cloneRequest(portal.as('petra'), { id })).code).toBe('NOT_FOUND')
    expect(dump(portal.services.db)).toEqual(before)
  })
})

test('a draft that was changed meanwhile is not deleted', () => {
  const id = portal.draft(input)
  const before = dump(portal.services.db)
  expect(thrown(() => deleteDraft(portal.as('ines'), { id, version: 1 })).code).toBe('CONFLICT')
  expect(dump(portal.services.db)).toEqual(before)
})

function thrown(run: () => unknown): AppError {
  try {
    run()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
