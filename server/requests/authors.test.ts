import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AppError } from '#core/errors/app-error.ts'
import { audit } from '#db/schema/audit.ts'
import { authors } from '#db/schema/requests.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { dump } from '#server/testing/dump.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { cancelPreparation } from './cancel-preparation.ts'
import { cloneRequest } from './clone-request.ts'
import { deleteDraft } from './delete-draft.ts'
import { editRequest } from './edit-request.ts'
import { issueTicket } from './issue-ticket.ts'
import { readDraft } from './read-draft.ts'
import { readHistory } from './read-history.ts'
import { requestChanges } from './request-changes.ts'
import { saveDraft } from './save-draft.ts'

const input = buildInput()
let signer: TestSigner
let portal: TestPortal
beforeAll(async () => {
  signer = await buildSigner()
  portal = new TestPortal(signer).furnish()
})

/** Every save differs from the one before, as typing does. */
let tickets = 0
function save(id: string, who: string) {
  tickets += 1
  const { version } = readDraft(portal.as('ines'), { id })
  return saveDraft(portal.as(who), { id, version, ...input, case: { ...input.case, ticket: `CHG-${tickets}` } })
}
async function submit(id: string, owner = 'ines'): Promise<string> {
  const planDigest = await portal.prepare(id, owner)
  const { token } = issueTicket(portal.as(owner), { id, planDigest, action: 'submit' })
  await signer.signer.decide({ ticket: JSON.parse(token ?? ''), decision: 'submit', comment: null })
  await portal.work()
  return planDigest
}
const authorsOf = (id: string, who = 'ines', revision?: number) =>
  portal.view(id, who, revision).authors.map((person) => person.id)
const edits = (id: string) => {
  const rows = portal.services.db.select().from(audit).where(eq(audit.kind, 'request.draft-edited')).all()
  return rows.filter(({ objectId }) => objectId === id)
}
const waitsFor = (id: string, who = 'ines') =>
  portal.view(id, who).seats.map((seat) => seat.waitsFor.map((person) => person.id))

const EDITED = 'You edited this request, so somebody else must decide.'
const WROTE = 'You wrote what this request was made from, so somebody else must decide.'

/** `both` is in both groups: without the rule they could decide. */
async function expectRefused(id: string, words: string): Promise<void> {
  const planDigest = portal.planDigest(id, 'both')
  const before = dump(portal.services.db)
  const refused = { code: 'FORBIDDEN', userMessage: words } as const satisfies Partial<AppError>
  const ticket = () => issueTicket(portal.as('both'), { id, planDigest, action: 'decide' })
  expect(ticket).toThrow(expect.objectContaining(refused))
  const asked = requestChanges(portal.as('both'), { id, planDigest, reason: 'more' })
  await expect(asked).rejects.toMatchObject(refused)
  expect(dump(portal.services.db)).toEqual(before)
  const { rights, next } = portal.view(id, 'both')
  const blocked = { state: 'blocked', reason: words }
  expect(rights).toMatchObject({ decide: blocked, requestChanges: blocked })
  expect(next).not.toMatch(/Yours/)
  expect(waitsFor(id)).toEqual([['tomas'], ['amara']])
}

describe('an author who is an approver', () => {
  test('may decide on what they did not write', async () => {
    const id = portal.draft(input)
    const planDigest = await submit(id)
    expect(waitsFor(id)).toEqual([
      ['tomas', 'both'],
      ['amara', 'both'],
    ])
    expect(portal.view(id, 'both').rights.decide).toEqual({ state: 'allowed' })
    expect(issueTicket(portal.as('both'), { id, planDigest, action: 'decide' }).token).toContain('"person":"both"')
  })

  test('may not on what they saved, nor on a new revision, though others wrote it', async () => {
    const id = portal.draft(input)
    save(id, 'both')
    save(id, 'ines')
    await submit(id)
    await expectRefused(id, EDITED)
    await editRequest(portal.as('ines'), { id })
    save(id, 'ines')
    await submit(id)
    expect(portal.view(id).revision).toBe(2)
    await expectRefused(id, EDITED)
  })

  test('may not on the number that a draft which was taken back goes on under', async () => {
    const id = portal.draft(input)
    save(id, 'both')
    await portal.prepare(id)
    await cancelPreparation(portal.as('ines'), { id })
    expect(authorsOf(id)).toEqual(['ines', 'both'])
    save(id, 'ines')
    expect(edits(id).map(({ actor }) => actor)).toEqual(['both'])
    await submit(id)
    expect(portal.view(id).revision).toBe(2)
    await expectRefused(id, EDITED)
  })

  test('may not on a clone that somebody else made of it', async () => {
    const source = portal.draft(input)
    save(source, 'both')
    const { id } = cloneRequest(portal.as('ines'), { id: source })
    save(id, 'ines')
    await submit(id)
    await expectRefused(id, WROTE)
    expect(edits(id)).toEqual([])
  })
})

describe('authors', () => {
  test('are who created it and who saved it, of each revision those of the one before as well', async () => {
    const id = portal.draft(input)
    save(id, 'petra')
    expect(authorsOf(id)).toEqual(['ines', 'petra'])
    expect(readDraft(portal.as('both'), { id }).authors.map(({ name }) => name)).toEqual(['Ines Test', 'Petra Test'])
    await submit(id)
    await editRequest(portal.as('ines'), { id })
    save(id, 'both')
    expect(authorsOf(id)).toEqual(['ines', 'petra', 'both'])
    expect(authorsOf(id, 'ines', 1)).toEqual(['ines', 'petra'])
  })

  test('are not who only met a conflict', () => {
    const id = portal.draft(input)
    const stale = saveDraft(portal.as('petra'), { id, version: 1, ...input })
    expect(stale.outcome).toBe('conflict')
    expect(authorsOf(id)).toEqual(['ines'])
    expect(edits(id)).toEqual([])
  })

  test('go with a draft that is deleted', () => {
    const id = portal.draft(input)
    save(id, 'petra')
    deleteDraft(portal.as('ines'), { id, version: readDraft(portal.as('ines'), { id }).version })
    const left = portal.services.db.select().from(authors).where(eq(authors.requestId, id)).all()
    expect(left).toEqual([])
  })
})

describe('the log', () => {
  test('tells once a revision that somebody else edited the draft, and of the owner nothing', async () => {
    const id = portal.draft(input)
    for (const who of ['ines', 'petra', 'petra', 'both', 'petra']) save(id, who)
    expect(edits(id).map(({ actor }) => actor)).toEqual(['petra', 'both'])
    await submit(id)
    await editRequest(portal.as('ines'), { id })
    for (const who of ['ines', 'petra', 'petra']) save(id, who)
    expect(edits(id).map(({ actor }) => actor)).toEqual(['petra', 'both', 'petra'])
    expect(readHistory(portal.as('petra'), { id })[0]?.summary).toBe(`Petra Test edited the draft of ${id} revision 2.`)
  })

  describe('and the draft are written together or not at all', () => {
    const BREAKS = {
      'the event can not be written': 'BEFORE INSERT ON audit',
      'the author can not be written': 'BEFORE INSERT ON authors',
      'what follows can not be written': 'BEFORE UPDATE ON requests',
    }
    let id: string
    beforeEach(() => {
      id = portal.draft(input)
    })
    test.each(Object.entries(BREAKS))('%s', (_, moment) => {
      const { $client } = portal.services.db
      const before = dump(portal.services.db)
      $client.exec(`CREATE TRIGGER broken ${moment} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`)
      try {
        expect(() => save(id, 'petra')).toThrow('the disk is full')
      } finally {
        $client.exec('DROP TRIGGER broken')
      }
      expect(dump(portal.services.db)).toEqual(before)
      save(id, 'petra')
      expect(edits(id)).toHaveLength(1)
    })
  })
})
