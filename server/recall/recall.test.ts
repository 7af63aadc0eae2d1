import { beforeAll, expect, test } from 'vitest'
import { verifyEnclosed } from '#crypto/cms/enclosed.ts'
import { downloadBundle } from '#server/bundles/download-bundle.ts'
import { TestPortal, unreachable } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner, type TestSigner } from '#signer/testing/build-signer.ts'
import { downloadRecallList } from './download-recall-list.ts'

let signer: TestSigner
let portal: TestPortal
let id: string
beforeAll(async () => {
  signer = await buildSigner()
  portal = new TestPortal(signer).furnish()
  id = await portal.signed(buildInput())
}, 60_000)

test('a recall on the signer’s page moves the request, and its bundles are handed out no more', async () => {
  await downloadBundle(portal.as('lukas'), { id }, 'MIMSYNC')
  await portal.decide(id, 'amara', 'recall', 'The wrong service account.')
  expect(portal.state(id)).toBe('signed')
  await portal.work()
  expect(portal.state(id)).toBe('recalled')
  await expect(downloadBundle(portal.as('lukas'), { id }, 'MIMSYNC')).rejects.toMatchObject({
    code: 'GONE',
    userMessage: expect.stringContaining('were recalled on 2026-11-24 by a decision'),
  })
  const view = portal.view(id)
  expect(view.revisions[0]).toMatchObject({ outcome: 'recalled', recallReason: 'decision' })
  expect(view.rights).toMatchObject({
    recall: { state: 'absent' },
    download: { state: 'absent' },
    edit: { state: 'allowed' },
  })
  await expect(portal.decide(id, 'ines', 'recall', 'again')).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('whoever works with requests gets the signed list; without the signer they are told what to do', async () => {
  for (const who of ['ines', 'tomas', 'lukas', 'anna']) {
    const { bytes } = await downloadRecallList(portal.as(who))
    const { requestId, planDigest } = JSON.parse(Buffer.from(verifyEnclosed(bytes).bytes).toString('utf8')).recalled[0]
    expect({ requestId, planDigest }).toEqual({ requestId: id, planDigest: portal.planDigest(id) })
  }
  await expect(downloadRecallList(portal.as('felix'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  portal.api = { ...signer.signer, recallList: unreachable }
  await expect(downloadRecallList(portal.as('lukas'))).rejects.toMatchObject({
    code: 'SIGNER_UNREACHABLE',
    userMessage: expect.stringContaining('Use the last one that you have'),
  })
})
