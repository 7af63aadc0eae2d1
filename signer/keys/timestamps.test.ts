import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyBundle } from '#crypto/bundle/verify-bundle.ts'
import { parseSignedData } from '#crypto/cms/parse.ts'
import { hasForeignTool } from '#crypto/testing/foreign-tool.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { timestampAuthority } from '#crypto/testing/timestamp-authority.ts'
import { approvedPlan, buildInput, buildSigner, buildSubmission, bundleOf, START } from '../testing/build-signer.ts'

describe.runIf(hasForeignTool('openssl'))('a signer with a timestamp authority', () => {
  let answers = true
  let asked = 0
  let url: string
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    asked += 1
    if (!answers) return response.writeHead(503).end()
    response.end(authority.answer(Buffer.concat(chunks)))
  })
  let authority: ReturnType<typeof timestampAuthority>
  beforeAll(async () => {
    authority = timestampAuthority(temporaryFolder())
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }, 60_000)
  afterAll(() => server.close())

  test('stamps every signature once, and the bundle verifies', async () => {
    const made = await buildSigner({ timestamps: { url, policy: 'wait' } })
    const plan = await approvedPlan(made)
    await made.signer.sign(plan)
    const before = asked
    const files = bundleOf(made, plan, 'MIMSYNC')
    expect(parseSignedData(files.get('manifest.json.p7s') ?? new Uint8Array()).timestamp).not.toBeNull()
    const options = { allowDemo: true, certificateSha256: [made.certificateSha256], now: new Date() }
    expect(verifyBundle(files, options).filter(({ ok }) => !ok)).toEqual([])
    await made.signer.sign(plan)
    expect(asked).toBe(before)
  }, 60_000)

  test('waits while the authority is silent, and signs once it answers', async () => {
    answers = false
    const made = await buildSigner({ timestamps: { url, policy: 'wait' } })
    const plan = await approvedPlan(made)
    await expect(made.signer.sign(plan)).rejects.toMatchObject({ code: 'SIGNER_UNREACHABLE' })
    answers = true
    expect(Object.keys((await made.signer.sign(plan)).manifests).length).toBeGreaterThan(3)
  }, 60_000)

  test('goes on without one where the policy says so', async () => {
    answers = false
    const made = await buildSigner({ timestamps: { url, policy: 'without' } })
    const plan = await approvedPlan(made)
    await made.signer.sign(plan)
    answers = true
    const files = bundleOf(made, plan, 'MIMSYNC')
    expect(parseSignedData(files.get('manifest.json.p7s') ?? new Uint8Array()).timestamp).toBeNull()
  })
})

test('without timestamps a plan is refused whose last window ends after the certificate does', async () => {
  const year = 366 * 86_400_000
  const made = await buildSigner({ clock: () => new Date(START.getTime() - year) })
  const asOf = new Date(START.getTime() - year).toISOString().slice(0, 10)
  const old = buildSubmission(made.genesis, buildInput({ asOf }))
  await expect(made.signer.submit(old)).rejects.toMatchObject({
    code: 'UNPROCESSABLE',
    userMessage: expect.stringContaining('The signing certificate ends'),
  })
})
