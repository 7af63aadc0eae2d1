import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { parseEnvironment } from '#core/environment/parse.ts'
import { allFindings } from '#core/generate/preview.ts'
import { requests } from '#db/schema/requests.ts'
import { revisions } from '#db/schema/revisions.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { viewHome } from './view-home.ts'

const plain = buildInput()
const fabrikam = parseEnvironment(readFileSync('public/samples/fabrikam.json', 'utf8'))
const acknowledgements = [{ ruleId: 'M07', path: '/mail/delivery/option', reason: 'Mail moves to F in January.' }]
/** Mail by option H. */
const ends = (title: string) => ({ environment: fabrikam, case: { title, ticket: '', acknowledgements } })

let signer: TestSigner
let portal: TestPortal
beforeAll(async () => {
  signer = await buildSigner()
  portal = new TestPortal(signer).furnish()
})
/** This version has no steps for option H: as if a revision was frozen with the warning. */
function freezeWarning(id: string): void {
  const { db } = portal.services
  const found = allFindings(fabrikam, '2026-11-24').filter(({ ruleId }) => ruleId === 'M07')
  db.update(revisions)
    .set({ findings: JSON.stringify(found) })
    .where(eq(revisions.requestId, id))
    .run()
  db.update(requests).set({ warnings: found.length }).where(eq(requests.id, id)).run()
}
const reminded = (who: string) =>
  viewHome(portal.as(who)).reminders.map(({ requestId, ruleId, message }) => [requestId, ruleId, message.slice(0, 8)])

test('own open requests whose mail ends are named, drafts and frozen ones, acknowledged or not', async () => {
  portal.draft(plain)
  const draft = portal.draft(ends('Draft'))
  const submitted = await portal.submitted(plain)
  const withdrawn = await portal.submitted(plain)
  await portal.decide(withdrawn, 'ines', 'withdraw')
  await portal.work()
  for (const id of [submitted, withdrawn]) freezeWarning(id)
  const ofPetra = portal.draft(ends('Petra’s'), 'petra')
  expect(reminded('ines').toSorted()).toEqual([
    [draft, 'M07', 'Option H'],
    [submitted, 'M07', 'Option H'],
  ])
  expect(reminded('petra')).toEqual([[ofPetra, 'M07', 'Option H']])
  expect(reminded('tomas')).toEqual([])
})

test('a draft is judged by today: after the end there is nothing to remember', () => {
  const { schedule } = fabrikam
  const windows = { ...schedule.windows, conversion: null }
  const environment = { ...fabrikam, schedule: { ...schedule, windows } }
  const id = portal.draft({ ...ends('Without a window'), environment }, 'both')
  expect(reminded('both')).toEqual([[id, 'M07', 'Option H']])
  const { now } = signer
  signer.now = new Date('2027-04-01T00:00:00Z')
  try {
    expect(reminded('both')).toEqual([])
  } finally {
    signer.now = now
  }
})

test('thirty days before the next change of a mailbox password its owner is reminded', async () => {
  const id = portal.draft(plain)
  const { db } = portal.services
  db.update(requests).set({ state: 'signed', nextChange: '2026-12-20' }).where(eq(requests.id, id)).run()
  expect(reminded('ines')).toContainEqual([id, 'U-02', 'The mail'])
  db.update(requests).set({ nextChange: '2026-12-26' }).where(eq(requests.id, id)).run()
  expect(reminded('ines').map(([request]) => request)).not.toContain(id)
})
