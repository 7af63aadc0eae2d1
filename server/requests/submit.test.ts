import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import { workOnce } from '#server/signer-link/work.ts'
import { TestPortal, unreachable } from '#server/testing/build-portal.ts'
import { dump } from '#server/testing/dump.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { cancelPreparation } from './cancel-preparation.ts'
import { readDraft } from './read-draft.ts'
import { readHistory } from './read-history.ts'
import { readPreparation } from './read-preparation.ts'
import { saveDraft } from './save-draft.ts'
import { submitRequest } from './submit-request.ts'

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

const submit = (id: string, who = 'ines') =>
  submitRequest(portal.as(who), { id, version: readDraft(portal.as('ines'), { id }).version })
const preparation = (id: string) => readPreparation(portal.as('ines'), { id })
const submissions = async () =>
  (await signer.signer.journal(-1, 0)).entries.filter(({ entry }) => entry.kind === 'submission').length

describe('the way to the signer', () => {
  test('is held, generated, uploaded, and waits for the requester’s word', async () => {
    const id = portal.draft(input)
    expect(await submit(id)).toMatchObject({ step: 'generating' })
    expect(() => saveDraft(portal.as('ines'), { id, version: 2, ...input, case: input.case })).toThrow(/on its way/)
    await portal.work()
    expect(preparation(id)).toEqual({ step: 'ready', planDigest: portal.planDigest(id) })
    expect(portal.view(id)).toMatchObject({ state: 'draft', next: 'Yours: submit on the signer’s page.' })
    expect(portal.view(id).generated?.words).toHaveLength(6)
  })

  test('a double click goes once', async () => {
    const id = portal.draft(input)
    const before = await submissions()
    await Promise.all([submit(id), submit(id), submit(id)])
    await Promise.all([portal.work(), portal.work()])
    expect(await submit(id)).toMatchObject({ step: 'ready' })
    expect(await submissions()).toBe(before + 1)
    const told = readHistory(portal.as('ines'), { id }).filter(({ kind }) => kind === 'request.preparation-started')
    expect(told).toHaveLength(1)
  })

  test('findings block it, with the list, and nothing changes', async () => {
    const environment = { ...input.environment, forest: { ...input.environment.forest, rootDomain: '' } }
    const id = portal.draft({ environment, case: input.case })
    const before = dump(portal.services.db)
    await expect(submit(id)).rejects.toMatchObject({ code: 'UNPROCESSABLE', userMessage: /errors? in the way/ })
    expect(dump(portal.services.db)).toEqual(before)
    expect(portal.view(id).rights.submit).toMatchObject({ state: 'blocked' })
  })

  test('a warning without a reason blocks it', async () => {
    const environment = { ...input.environment, mail: { ...input.environment.mail, approvalsByMail: true } }
    const acknowledgements = [{ ruleId: 'M08', path: '/mail/approvalsByMail', reason: ' ' }]
    const id = portal.draft({ environment, case: { ...input.case, acknowledgements } })
    await expect(submit(id)).rejects.toThrow(/1 warning without an acknowledgement/)
  })

  test('an old version, or somebody else’s draft, is not sent', async () => {
    const id = portal.draft(input)
    const before = dump(portal.services.db)
    await expect(submitRequest(portal.as('ines'), { id, version: 1 })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(submit(id, 'felix')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(submit(id, 'petra')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(dump(portal.services.db)).toEqual(before)
  })
})

describe('a signer that is down', () => {
  test('makes the draft wait; it goes on by itself when the signer is back', async () => {
    portal.api = { ...signer.signer, status: unreachable, submit: unreachable, journal: unreachable }
    const id = portal.draft(input)
    const waiting = { step: 'waiting-for-signer', message: 'The signer does not answer.' }
    expect(await submit(id)).toMatchObject(waiting)
    expect(await workOnce(portal.services)).toBe('waits')
    expect(preparation(id)).toMatchObject(waiting)
    expect(portal.view(id)).toMatchObject({ state: 'draft', case: input.case, environment: input.environment })
    portal.api = signer.signer
    await portal.work()
    expect(preparation(id)).toMatchObject({ step: 'ready' })
  })

  test('goes silent during the upload: the plan is not made twice, and its digest stays', async () => {
    const id = portal.draft(input)
    portal.api = { ...signer.signer, submit: unreachable }
    await submit(id)
    expect(await workOnce(portal.services)).toBe('waits')
    const digest = portal.planDigest(id)
    portal.api = signer.signer
    const made = portal.restart()
    await workOnce({ ...made.services, generate: () => Promise.reject(new Error('made twice')) })
    expect(preparation(id)).toEqual({ step: 'ready', planDigest: digest })
  })

  test('its answer gets lost: the journal tells that it took the plan', async () => {
    const id = portal.draft(input)
    portal.api = {
      ...signer.signer,
      submit: async (submission) => {
        await signer.signer.submit(submission)
        return unreachable()
      },
    }
    await submit(id)
    await workOnce(portal.services)
    expect(preparation(id)).toMatchObject({ step: 'waiting-for-signer' })
    await portal.services.signer.catchUp()
    expect(preparation(id)).toMatchObject({ step: 'ready' })
  })

  test('it comes back two days later: the plan is made again as of that day', async () => {
    const id = portal.draft(input)
    portal.api = { ...signer.signer, submit: unreachable }
    await submit(id)
    await workOnce(portal.services)
    const before = portal.planDigest(id)
    portal.api = signer.signer
    const now = signer.now
    signer.now = new Date(now.getTime() + 2 * 86_400_000)
    await portal.work()
    expect(preparation(id)).toMatchObject({ step: 'ready' })
    expect(portal.view(id).generated?.statement.asOf).toBe('2026-11-26')
    expect(portal.planDigest(id)).not.toBe(before)
    signer.now = now
  })
})

describe('a signer that refuses', () => {
  test('another environment than the approved one: the draft is the requester’s again, with the reason', async () => {
    const id = portal.draft(input)
    const tampered: SignerApi['submit'] = ({ input: sent, ...rest }) =>
      signer.signer.submit({ ...rest, input: { ...sent, environment: { ...sent.environment, name: 'Other' } } })
    portal.api = { ...signer.signer, submit: tampered }
    await submit(id)
    const before = await submissions()
    await portal.work()
    expect(await submissions()).toBe(before)
    expect(preparation(id)).toMatchObject({
      step: 'refused',
      message: expect.stringMatching(/differs in: environmentSha256/),
    })
    expect(portal.view(id)).toMatchObject({ state: 'draft', generated: null, preparation: { step: 'refused' } })
    expect(saveDraft(portal.as('ines'), { id, version: 2, ...input })).toMatchObject({ outcome: 'saved' })
    expect(preparation(id)).toBeNull()
  })

  test.each([
    ['knows no such person', { people: [] }, /does not know you/],
    ['has no policy', { policies: [] }, /no policy/],
    ['is not set up', { initialised: false }, /not set up/],
    ['is of another mode', { mode: 'production' as const }, /production mode/],
    [
      'runs another version',
      { generator: { name: 'mim-gmsa' as const, version: '9.9.9', sourceSha256: 'a'.repeat(64) } },
      /another version/,
    ],
  ])('one that %s is told at once, and nothing is held', async (_, changes, words) => {
    const id = portal.draft(input)
    portal.api = { ...signer.signer, status: async () => ({ ...(await signer.signer.status()), ...changes }) }
    const before = dump(portal.services.db)
    await expect(submit(id)).rejects.toMatchObject({ code: 'UNPROCESSABLE', userMessage: words })
    expect(dump(portal.services.db)).toEqual(before)
  })

  test('a portal that fails says so, with the number in the log', async () => {
    const id = portal.draft(input)
    await submit(id)
    await workOnce({ ...portal.services, generate: () => Promise.reject(new Error('out of memory')) })
    expect(preparation(id)).toMatchObject({ step: 'failed', message: expect.stringMatching(/under number \d+/) })
    expect(portal.reported.at(-1)).toMatchObject({ message: 'out of memory' })
    expect(await submit(id)).toMatchObject({ step: 'generating' })
    await portal.work()
    expect(preparation(id)).toMatchObject({ step: 'ready' })
  })
})

describe('taking it back', () => {
  test('before the upload leaves no trace but the audit log', async () => {
    const id = portal.draft(input)
    await submit(id)
    const blobs = dump(portal.services.db).blobs?.length
    await cancelPreparation(portal.as('ines'), { id })
    expect(preparation(id)).toBeNull()
    expect(dump(portal.services.db).blobs).toHaveLength(blobs ?? 0)
    expect(portal.view(id)).toMatchObject({ state: 'draft', revision: 1, generated: null })
    await cancelPreparation(portal.as('ines'), { id })
  })

  test('while it is generated stops the work, and nothing of it is stored', async () => {
    const id = portal.draft(input)
    await submit(id)
    const heard: string[] = []
    await workOnce({
      ...portal.services,
      generate: async (given, authority, progress) => {
        await cancelPreparation(portal.as('ines'), { id })
        return portal.services.generate(given, authority, (done, total) => {
          heard.push(progress(done, total))
          return 'go-on'
        })
      },
    })
    expect(new Set(heard)).toEqual(new Set(['stop']))
    expect(portal.view(id)).toMatchObject({ state: 'draft', generated: null, preparation: null })
  })

  test('after the upload closes the plan at the signer; the draft goes on under the next number', async () => {
    const id = portal.draft(input)
    const planDigest = await portal.prepare(id)
    await cancelPreparation(portal.as('ines'), { id })
    expect(portal.view(id)).toMatchObject({ state: 'draft', revision: 2, preparation: null })
    expect(portal.view(id).revisions).toMatchObject([
      { revision: 2, outcome: 'draft' },
      { revision: 1, outcome: 'closed', planDigest },
    ])
    const ticket = signer.ticket('ines', 'submit', planDigest)
    await expect(signer.signer.decide({ ticket, decision: 'submit', comment: null })).rejects.toThrow(/closed/)
    await portal.prepare(id)
    expect(preparation(id)).toMatchObject({ step: 'ready' })
  })

  test('after an upload that never arrived needs no closing', async () => {
    const id = portal.draft(input)
    portal.api = { ...signer.signer, submit: unreachable }
    await submit(id)
    await workOnce(portal.services)
    await cancelPreparation(portal.as('ines'), { id })
    expect(portal.view(id)).toMatchObject({ state: 'draft', revision: 1, generated: null, preparation: null })
  })

  test('with the signer down is refused when the signer may have the plan', async () => {
    const id = portal.draft(input)
    await portal.prepare(id)
    portal.api = { ...signer.signer, close: unreachable }
    await expect(cancelPreparation(portal.as('ines'), { id })).rejects.toMatchObject({ code: 'SIGNER_UNREACHABLE' })
    expect(preparation(id)).toMatchObject({ step: 'ready' })
  })

  test('loses against the submit that came first: a new revision with the same content', async () => {
    const id = portal.draft(input)
    await portal.prepare(id)
    await portal.decide(id, 'ines', 'submit')
    await cancelPreparation(portal.as('ines'), { id })
    expect(portal.view(id)).toMatchObject({ state: 'draft', revision: 2, environment: input.environment })
  })
})

test('the rules of the day of generation refuse what was fine when it was sent', async () => {
  const id = portal.draft(input)
  await submit(id)
  const finding = { ruleId: 'K01', severity: 'error' as const, path: '/mail', message: 'No.', source: 'design' }
  await workOnce({
    ...portal.services,
    generate: async () => ({ outcome: 'refused', findings: [finding], blocking: [finding] }),
  })
  expect(preparation(id)).toMatchObject({ step: 'refused', findings: [finding] })
})
