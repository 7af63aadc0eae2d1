import { and, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { audit } from '#db/schema/audit.ts'
import { blobs } from '#db/schema/blobs.ts'
import { revisionFiles } from '#db/schema/revisions.ts'
import { TestPortal, unreachable } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { downloadAllBundles, downloadBundle } from './download-bundle.ts'
import { zipResponse } from './handle-download.ts'

const input = buildInput()
let signer: TestSigner
let portal: TestPortal
let id: string
beforeAll(async () => {
  signer = await buildSigner()
  portal = new TestPortal(signer).furnish()
  id = await portal.signed(input)
})
beforeEach(() => {
  portal.api = signer.signer
})
const download = (who: string, target = 'MIMSYNC', which = id) => downloadBundle(portal.as(who), { id: which }, target)
const events = (kind: string) => portal.services.db.select().from(audit).where(eq(audit.kind, kind)).all()
const ofTarget = (origin: 'generated' | 'signed', target: string) =>
  and(eq(revisionFiles.requestId, id), eq(revisionFiles.origin, origin), eq(revisionFiles.target, target))

describe('who gets a signed bundle', () => {
  test.each(['lukas', 'anna', 'ines'])('%s does, and the log tells it', async (who) => {
    const before = events('bundle.downloaded').length
    expect((await download(who)).bytes.length).toBeGreaterThan(10_000)
    const [last] = events('bundle.downloaded').slice(before)
    expect(last).toMatchObject({ actor: who, objectId: id })
  })

  test.each(['tomas', 'amara', 'felix'])('%s gets a 404 like for nothing, and the log tells it', async (who) => {
    const before = events('bundle.refused').length
    await expect(download(who)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(downloadAllBundles(portal.as(who), { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(events('bundle.refused')).toHaveLength(before + 2)
  })

  test('another requester does not even learn that there is a request', async () => {
    await expect(download('petra')).rejects.toMatchObject({ code: 'NOT_FOUND', userMessage: /no request/ })
  })

  test('nobody gets one of a target that the plan does not have, or of a plan that is not signed', async () => {
    await expect(download('lukas', 'NOSUCH')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(download('lukas', 'constructor')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const open = await portal.submitted(input)
    await expect(download('lukas', 'MIMSYNC', open)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(downloadBundle(portal.as('lukas'), { id, revision: 2 }, 'MIMSYNC')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

test('the same bundle twice is the same bytes', async () => {
  expect((await download('lukas')).bytes).toEqual((await download('anna')).bytes)
})

test('a bundle that was fetched is handed out while the signer is down', async () => {
  portal.api = { ...signer.signer, bundle: unreachable, status: unreachable, journal: unreachable }
  expect((await download('lukas')).bytes.length).toBeGreaterThan(10_000)
})

describe('a bundle that was not fetched yet', () => {
  const forget = (target: string) => portal.services.db.delete(revisionFiles).where(ofTarget('signed', target)).run()

  test('is fetched at the download, or refused while the signer is down', async () => {
    forget('MIMPORTAL')
    portal.api = { ...signer.signer, bundle: unreachable }
    await expect(download('lukas', 'MIMPORTAL')).rejects.toMatchObject({ code: 'SIGNER_UNREACHABLE' })
    portal.api = signer.signer
    expect((await download('lukas', 'MIMPORTAL')).bytes.length).toBeGreaterThan(10_000)
  })

  type Answer = Awaited<ReturnType<SignerApi['bundle']>>
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  test.each([
    ['a changed file', (file: Answer['files'][number]) => ({ ...file, base64: base64('evil') })],
    [
      'a changed file under a matching hash',
      (file: Answer['files'][number]) =>
        file.path === 'cover.html'
          ? {
              ...file,
              base64: base64('evil'),
              sha256: sha256Hex(Buffer.from('evil')),
            }
          : file,
    ],
    [
      'another manifest',
      (file: Answer['files'][number]) => (file.path === 'manifest.json' ? { ...file, base64: '' } : file),
    ],
  ])('with %s is not believed and not stored', async (_, change) => {
    forget('SQL')
    portal.api = {
      ...signer.signer,
      bundle: async (...which) => {
        const answer = await signer.signer.bundle(...which)
        return { ...answer, files: answer.files.map(change) }
      },
    }
    await expect(download('lukas', 'SQL')).rejects.toMatchObject({ code: 'INTERNAL' })
    expect(portal.services.db.select().from(revisionFiles).where(ofTarget('signed', 'SQL')).all()).toEqual([])
  })
})

test('bytes that were changed in the database are not handed out', async () => {
  const { db } = portal.services
  const file = db
    .select()
    .from(revisionFiles)
    .where(and(ofTarget('generated', 'directory'), eq(revisionFiles.path, 'settings.psd1')))
    .get()
  if (!file) throw new Error('no file')
  const stored = db.select().from(blobs).where(eq(blobs.sha256, file.sha256)).get()
  if (!stored) throw new Error('no bytes')
  const put = (bytes: Buffer) => db.update(blobs).set({ bytes }).where(eq(blobs.sha256, file.sha256)).run()
  put(Buffer.from(stored.bytes.with(10, 0x58)))
  await expect(download('lukas', 'directory')).rejects.toMatchObject({ code: 'INTERNAL' })
  put(stored.bytes)
  expect((await download('lukas', 'directory')).bytes.length).toBeGreaterThan(10_000)
})

test('a file that slipped in beside the approved ones is not handed out', async () => {
  const { db } = portal.services
  const extra = db.select().from(revisionFiles).where(ofTarget('generated', 'client')).get()
  if (!extra) throw new Error('no file')
  db.insert(revisionFiles)
    .values({ ...extra, path: 'evil.ps1' })
    .run()
  await expect(download('lukas', 'client')).rejects.toMatchObject({ userMessage: expect.stringMatching(/evil\.ps1/) })
  db.delete(revisionFiles).where(eq(revisionFiles.path, 'evil.ps1')).run()
})

test('the answer is a download that no cache keeps', async () => {
  const response = zipResponse(await download('lukas'))
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${id}-r1-MIMSYNC.zip"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
})
