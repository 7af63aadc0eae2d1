import { beforeAll, expect, test } from 'vitest'
import { settings } from '#db/schema/settings.ts'
import { editRequest } from '#server/requests/edit-request.ts'
import { issueTicket } from '#server/requests/issue-ticket.ts'
import { readDraft } from '#server/requests/read-draft.ts'
import { readHistory } from '#server/requests/read-history.ts'
import { listFiles, readFile } from '#server/requests/request-files.ts'
import { saveDraft } from '#server/requests/save-draft.ts'
import { SETTINGS_KEY } from '#server/settings/read-settings.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import type { OpenInput } from './inputs.ts'
import { readThreads } from './read-threads.ts'
import { openThread, replyToThread, resolveThread } from './write-threads.ts'

let signer: TestSigner
let portal: TestPortal
let id: string
beforeAll(async () => {
  signer = await buildSigner()
  portal = new TestPortal(signer).furnish()
  id = await portal.submitted(buildInput())
})

const open = (who: string, place: OpenInput['place'], text = 'Why?') =>
  openThread(portal.as(who), { id, revision: 1, place, text }).threadId
const seen = (threadId: string, revision?: number) =>
  readThreads(portal.as('ines'), { id, revision }).threads.find((thread) => thread.id === threadId)

test('a thread, its answer and its end are told with who and when, and audited without the words', () => {
  const thread = open('tomas', { kind: 'request' }, 'Why <b>so</b> late?')
  replyToThread(portal.as('ines'), { id, threadId: thread, text: 'The bank closes at six.' })
  resolveThread(portal.as('ines'), { id, threadId: thread, resolved: true })
  expect(seen(thread)).toMatchObject({
    comments: [{ by: { id: 'tomas' }, text: 'Why <b>so</b> late?' }, { by: { id: 'ines' } }],
    resolved: { by: { id: 'ines' } },
    outdated: false,
  })
  resolveThread(portal.as('tomas'), { id, threadId: thread, resolved: false })
  resolveThread(portal.as('tomas'), { id, threadId: thread, resolved: false })
  expect(seen(thread)?.resolved).toBe(null)
  const kinds = readHistory(portal.as('ines'), { id }).map(({ kind }) => kind)
  expect(kinds.filter((kind) => /comment|thread/.test(kind))).toEqual([
    'request.thread-reopened',
    'request.thread-resolved',
    'request.comment-added',
    'request.comment-added',
  ])
  resolveThread(portal.as('tomas'), { id, threadId: thread, resolved: true })
})

test('a place that the revision does not have takes no thread', () => {
  const tries: OpenInput['place'][] = [
    { kind: 'field', path: '/servers/999/name' },
    { kind: 'step', step: 'Z-99@nowhere' },
    { kind: 'line', target: 'directory', path: 'runbook.html', line: 999_999 },
    { kind: 'line', target: 'directory', path: 'nothing.txt', line: 1 },
  ]
  for (const place of tries) expect(() => open('tomas', place)).toThrow(/This revision has no/)
})

test('threads follow their place into the next revision, and are outdated where it says something else', async () => {
  const files = listFiles(portal.as('tomas'), { id, revision: 1 })
  const { target, path } = files.find((file) => file.path === 'settings.psd1') ?? { target: '', path: '' }
  const lines = readFile(portal.as('tomas'), { id, target, path }).text.split(/\r?\n/)
  const changing = lines.findIndex((line) => line.includes('Revision')) + 1
  const staying = lines.findIndex((line) => line.includes(id)) + 1
  expect([changing > 0, staying > 0]).toEqual([true, true])
  const step = portal.view(id).generated?.plan.steps[0]?.id ?? ''
  const ids = {
    moved: open('tomas', { kind: 'line', target, path, line: changing }),
    stays: open('tomas', { kind: 'line', target, path, line: staying }),
    step: open('tomas', { kind: 'step', step }),
    name: open('tomas', { kind: 'field', path: '/name' }),
    server: open('tomas', { kind: 'field', path: '/servers/0/fqdn' }),
  }
  await editRequest(portal.as('ines'), { id })
  const draft = readDraft(portal.as('ines'), { id })
  const environment = { ...draft.environment, name: 'Another name' }
  saveDraft(portal.as('ines'), { id, version: draft.version, environment, case: draft.case })
  await portal.prepare(id)
  await portal.decide(id, 'ines', 'submit')
  await portal.work()
  const now = Object.fromEntries(Object.entries(ids).map(([name, thread]) => [name, seen(thread)]))
  expect(now.moved).toMatchObject({ outdated: true, line: null })
  expect(now.stays).toMatchObject({ outdated: false, line: staying, revision: 1 })
  expect(now.step).toMatchObject({ outdated: false, path: step })
  expect(now.name).toMatchObject({ outdated: true, path: '/name' })
  expect(now.server).toMatchObject({ outdated: false, path: '/servers/0/fqdn' })
  expect(seen(ids.moved, 1)).toMatchObject({ outdated: false, line: changing })
})

test('where the settings ask for it, nobody is led to a decision while a thread is open', () => {
  const ticket = () =>
    issueTicket(portal.as('tomas'), { id, planDigest: portal.planDigest(id, 'tomas'), action: 'decide' })
  expect(ticket).not.toThrow()
  portal.services.db
    .insert(settings)
    .values({ key: SETTINGS_KEY, value: JSON.stringify({ threadsBeforeDecision: true }) })
    .run()
  expect(ticket).toThrow(/threads are not resolved/)
  expect(portal.view(id, 'tomas').rights).toMatchObject({
    decide: { state: 'blocked', reason: expect.stringContaining('not resolved') },
    requestChanges: { state: 'allowed' },
  })
  for (const thread of readThreads(portal.as('ines'), { id }).threads)
    resolveThread(portal.as('ines'), { id, threadId: thread.id, resolved: true })
  expect(ticket).not.toThrow()
})

test('approvals that were given at the signer while a thread is open count, and nothing is signed until it is resolved', async () => {
  const [thread] = readThreads(portal.as('ines'), { id }).threads
  if (!thread) throw new Error('no thread')
  resolveThread(portal.as('tomas'), { id, threadId: thread.id, resolved: false })
  // Past the portal: straight to the signer's page, as everybody with a passkey can go.
  for (const person of ['tomas', 'amara']) {
    const ticket = signer.ticket(person, 'decide', portal.planDigest(id))
    await signer.signer.decide({ ticket, decision: 'approve', comment: null })
  }
  await portal.work()
  expect(portal.view(id)).toMatchObject({
    state: 'approved',
    next: 'The signer is not asked to sign yet: One thread is not resolved.',
  })
  resolveThread(portal.as('ines'), { id, threadId: thread.id, resolved: true })
  await portal.work()
  expect(portal.state(id)).toBe('signed')
})
