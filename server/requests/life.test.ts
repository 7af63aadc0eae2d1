import { beforeAll, describe, expect, test } from 'vitest'
import { verifyBundle } from '#crypto/bundle/verify-bundle.ts'
import { readZip } from '#crypto/zip/read-zip.ts'
import { audit } from '#db/schema/audit.ts'
import { journal } from '#db/schema/journal.ts'
import { downloadAllBundles, downloadBundle } from '#server/bundles/download-bundle.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { readHistory } from './read-history.ts'

const input = buildInput()
let signer: TestSigner
let portal: TestPortal
beforeAll(async () => {
  signer = await buildSigner()
  portal = new TestPortal(signer).furnish()
})

test('a draft becomes a submitted, approved and signed request whose bundles verify', async () => {
  const id = await portal.signed(input)
  const view = portal.view(id)
  expect(view).toMatchObject({ id: 'MG-0001', state: 'signed', revision: 1, owner: { id: 'ines' } })
  expect(Object.keys(view.reached)).toEqual(['draft', 'submitted', 'approved', 'signed'])
  expect(view.seats.map(({ filled }) => filled.map(({ id }) => id))).toEqual([['tomas'], ['amara']])
  expect(view.decisions.map(({ decision, comment }) => [decision, comment])).toEqual([
    ['submit', null],
    ['approve', null],
    ['approve', 'Fine'],
  ])
  expect(view.rights).toMatchObject({ edit: { state: 'allowed' }, download: { state: 'allowed' } })

  const targets = view.generated?.targets.map(({ target }) => target) ?? []
  expect(targets).toContain('MIMSYNC')
  for (const target of targets) {
    const { fileName, bytes } = await downloadBundle(portal.as('lukas'), { id }, target)
    expect(fileName).toBe(`MG-0001-r1-${target}.zip`)
    const { folder, files } = await opened(bytes)
    const checks = verifyBundle(files, {
      allowDemo: true,
      certificateSha256: [signer.certificateSha256],
      now: new Date(),
      folder,
    })
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
  }
  const all = await downloadAllBundles(portal.as('lukas'), { id })
  expect(all.fileName).toBe('MG-0001-r1.zip')
  const inner = await readZip(all.bytes)
  expect([...inner.keys()]).toEqual(targets.map((target) => `MG-0001-r1-${target}.zip`))
})

test('each entry of the journal is applied once, with one audit event that carries its digest', async () => {
  await portal.signed(input)
  const { db } = portal.services
  const rows = db.select().from(journal).all()
  const { entries } = await signer.signer.journal(-1, 0)
  expect(rows.map(({ sha256 }) => sha256)).toEqual(entries.map(({ sha256 }) => sha256))
  const told = db
    .select({ body: audit.body })
    .from(audit)
    .all()
    .flatMap(({ body }) => JSON.parse(body.toString('utf8')).details.entry?.sha256 ?? [])
  expect(told).toEqual(rows.map(({ sha256 }) => sha256))
})

test('history tells in sentences who did what', async () => {
  const id = await portal.signed(input)
  const summaries = readHistory(portal.as('ines'), { id }).map(({ summary }) => summary)
  const told = summaries.toReversed().map((summary) => summary.replaceAll(id, 'MG-0001'))
  expect(told).toEqual([
    'Ines Test created MG-0001.',
    'Ines Test sent MG-0001 revision 1 on its way to the signer.',
    expect.stringMatching(/^The portal generated \d+ files for \d targets of MG-0001 revision 1\.$/),
    'The signer made MG-0001 revision 1 again and took it in.',
    'The portal vouched for Ines Test at the signer, to submit MG-0001 revision 1.',
    'Ines Test submitted MG-0001 revision 1.',
    'The portal vouched for Tomas Test at the signer, to decide MG-0001 revision 1.',
    'Tomas Test approved MG-0001 revision 1.',
    'The portal vouched for Amara Test at the signer, to decide MG-0001 revision 1.',
    'Amara Test approved MG-0001 revision 1: “Fine”',
    'Enough people approved MG-0001 revision 1.',
    expect.stringMatching(/^The signer signed \d bundles of MG-0001 revision 1\.$/),
  ])
})

describe('decisions', () => {
  test('a rejection stands until its author changes their mind', async () => {
    const id = await portal.submitted(input)
    await portal.decide(id, 'tomas', 'reject', 'Wrong weekend')
    await portal.work()
    expect(portal.view(id)).toMatchObject({ state: 'rejected', next: 'Yours: make a new revision, or withdraw.' })
    await portal.decide(id, 'tomas', 'approve')
    await portal.work()
    expect(portal.view(id)).toMatchObject({ state: 'submitted', next: 'Information security must still approve.' })
    expect(portal.view(id).decisions.map(({ decision, counts }) => [decision, counts])).toEqual([
      ['submit', true],
      ['reject', false],
      ['approve', true],
    ])
  })

  test('a withdrawn request can be opened again as a new revision', async () => {
    const id = await portal.submitted(input)
    await portal.decide(id, 'ines', 'withdraw')
    await portal.work()
    expect(portal.view(id)).toMatchObject({ state: 'withdrawn', revisions: [{ outcome: 'closed' }] })
  })
})

async function opened(zip: Uint8Array) {
  const files = new Map<string, Uint8Array>()
  let folder = ''
  for (const [path, bytes] of await readZip(zip)) {
    folder = path.slice(0, path.indexOf('/'))
    files.set(path.slice(folder.length + 1), bytes)
  }
  return { folder, files }
}
