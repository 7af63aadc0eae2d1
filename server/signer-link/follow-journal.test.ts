import { beforeAll, beforeEach, expect, test } from 'vitest'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { sha256Hex } from '#core/bytes/sha256.ts'
import { journal } from '#db/schema/journal.ts'
import { TestPortal, unreachable } from '#server/testing/build-portal.ts'
import { dump } from '#server/testing/dump.ts'
import { buildInput, buildSigner, buildSubmission, type TestSigner } from '#signer/testing/build-signer.ts'
import { applyEntry } from './apply-entry.ts'

const input = buildInput()
let signer: TestSigner
let portal: TestPortal
let firstNumber = 1
beforeAll(async () => {
  signer = await buildSigner()
})
beforeEach(() => {
  portal = new TestPortal(signer).furnish(firstNumber)
  firstNumber += 10
})
const size = async () => (await signer.signer.status()).journalSize
const turn = () => portal.services.signer.turn(0)
const health = () => portal.services.signer.health()

test('a crash in the middle of an entry leaves nothing of it; the next start goes on there', async () => {
  const id = await portal.submitted(input)
  await portal.decide(id, 'tomas', 'approve')
  await portal.decide(id, 'amara', 'approve')
  const before = dump(portal.services.db)
  const { entries } = await signer.signer.journal(-1, 0)
  const quorum = entries.at(-1)
  if (quorum?.entry.kind !== 'quorum') throw new Error('no quorum')
  const known = before.journal?.length ?? 0
  for (const line of entries.slice(known, -1)) applyEntry(portal.services, line)
  const half = dump(portal.services.db)
  let calls = 0
  const dying = {
    ...portal.services,
    clock: () => {
      calls += 1
      // The row of the journal and the new state are written by then, the audit event is not.
      if (calls > 1) throw new Error('crash')
      return signer.now
    },
  }
  expect(() => applyEntry(dying, quorum)).toThrow('crash')
  expect(dump(portal.services.db)).toEqual(half)
  const again = portal.restart()
  await again.work()
  expect(again.state(id)).toBe('signed')
})

test('applying the same entries twice changes nothing', async () => {
  await portal.signed(input)
  const before = dump(portal.services.db)
  for (const line of (await signer.signer.journal(-1, 0)).entries) applyEntry(portal.services, line)
  await portal.services.signer.catchUp()
  expect(dump(portal.services.db)).toEqual(before)
})

test.each([
  ['an entry whose digest is wrong', 0, (line: Line) => ({ ...line, sha256: 'a'.repeat(64) })],
  ['an entry that skips one', 1, (line: Line) => line],
  ['an entry that names another predecessor', 0, (line: Line) => reseal({ ...line.entry, previous: 'b'.repeat(64) })],
])('%s is refused, and nothing is applied', async (_, skip, change) => {
  await portal.services.signer.catchUp()
  const before = dump(portal.services.db)
  await signer.signer.submit(submission())
  await signer.signer.submit(submission())
  const line = (await signer.signer.journal((before.journal?.length ?? 0) - 1, 0)).entries[skip]
  if (!line) throw new Error('no entry')
  expect(() => applyEntry(portal.services, change(line))).toThrow(/The signer’s journal/)
  expect(dump(portal.services.db)).toEqual(before)
})

test('a signer that was founded anew is not followed, and health says so', async () => {
  await turn()
  const applied = health().journal.applied
  portal.api = (await buildSigner()).signer
  await expect(turn()).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  expect(health()).toMatchObject({ state: 'other-journal', problem: expect.stringMatching(/founded anew/) })
  await expect(portal.services.signer.catchUp()).rejects.toThrow(/The portal applies nothing of it/)
  expect(portal.services.db.select().from(journal).all()).toHaveLength(applied)
})

test('a journal that lost its end is not followed, and health says so', async () => {
  await portal.submitted(input)
  portal.api = {
    ...signer.signer,
    journal: async (after, wait) => {
      const { entries } = await signer.signer.journal(after, wait)
      const cut = entries.filter(({ entry }) => entry.seq < 3)
      return { size: 3, entries: cut }
    },
  }
  await expect(turn()).rejects.toThrow(/shorter/)
  expect(health().state).toBe('other-journal')
  portal.api = signer.signer
  await turn()
  expect(health()).toMatchObject({ state: 'reachable', problem: null })
})

test('a journal that goes on after another past is not followed', async () => {
  await turn()
  const known = await size()
  const { entries } = await signer.signer.journal(known - 2, 0)
  const past = entries.map(({ entry }) => reseal({ ...entry, at: '2020-01-01T00:00:00.000Z' }))
  portal.api = { ...signer.signer, journal: async () => ({ size: known, entries: past }) }
  await expect(turn()).rejects.toThrow(/not the one that the portal followed/)
  expect(health().state).toBe('other-journal')
})

test('health: never asked, reachable, silent since when, and back', async () => {
  expect(health()).toMatchObject({ state: 'unreachable', checkedAt: null, genesis: null })
  await turn()
  expect(health()).toMatchObject({
    state: 'reachable',
    since: null,
    genesis: signer.genesis,
    certificateSha256: signer.certificateSha256,
    policies: [{ id: 'conversion' }],
    journal: { applied: await size(), size: await size() },
  })
  portal.api = { ...signer.signer, status: unreachable }
  const down = signer.now.toISOString()
  await expect(turn()).rejects.toThrow()
  signer.now = new Date(signer.now.getTime() + 60_000)
  await expect(turn()).rejects.toThrow()
  expect(health()).toMatchObject({ state: 'unreachable', since: down, checkedAt: signer.now.toISOString() })
  portal.api = signer.signer
  await turn()
  expect(health()).toMatchObject({ state: 'reachable', since: null })
})

test('health: another generator, and a signer that nobody set up', async () => {
  const status = await signer.signer.status()
  const says = (changes: Partial<typeof status>) => {
    portal.api = { ...signer.signer, status: async () => ({ ...status, ...changes }) }
    return turn()
  }
  await says({ generator: { ...status.generator, sourceSha256: 'c'.repeat(64) } })
  expect(health().state).toBe('other-version')
  await says({ initialised: false })
  expect(health().state).toBe('not-initialised')
})

test('entries about a plan that the portal does not have are told and set aside', async () => {
  await signer.signer.submit(submission())
  await portal.services.signer.catchUp()
  expect(portal.services.db.select().from(journal).all().at(-1)).toMatchObject({ kind: 'submission' })
  expect(health().journal.applied).toBe(await size())
})

type Line = Awaited<ReturnType<typeof signer.signer.journal>>['entries'][number]

let foreign = 9000
/** A plan that the portal knows nothing of. */
const submission = () => {
  foreign += 1
  return buildSubmission(signer.genesis, { ...input, requestId: `MG-${foreign}` })
}

function reseal(entry: Line['entry']): Line {
  return { sha256: sha256Hex(canonicalJson(entry)), entry }
}
