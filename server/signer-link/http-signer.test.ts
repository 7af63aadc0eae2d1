import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { startApi } from '#signer/api/api-server.ts'
import {
  approvedPlan,
  buildInput,
  buildSigner,
  buildSubmission,
  type TestSigner,
} from '#signer/testing/build-signer.ts'
import { httpSigner } from './http-signer.ts'

const TOKEN = 'a-token-of-more-than-thirty-two-characters'
const tokenFile = join(temporaryFolder(), 'token')
writeFileSync(tokenFile, `${TOKEN}\n`)
let signer: TestSigner
let listener: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  signer = await buildSigner()
  listener = await startApi({ api: signer.signer, token: TOKEN, port: 0, log: () => undefined })
})
afterAll(() => listener.stop())
const client = () => httpSigner({ port: listener.port, tokenFile })

test('over HTTP the signer says the same as in one process', async () => {
  expect(await client().status()).toEqual(await signer.signer.status())
  const planDigest = await approvedPlan(signer)
  expect(await client().submit(buildSubmission(signer.genesis))).toEqual({ planDigest })
  const signed = await client().sign(planDigest)
  expect(signed).toEqual(await signer.signer.sign(planDigest))
  const [target = ''] = Object.keys(signed.manifests)
  expect(await client().bundle(planDigest, target)).toEqual(await signer.signer.bundle(planDigest, target))
  expect(await client().journal(-1, 0)).toEqual(await signer.signer.journal(-1, 0))
})

test('a refusal of the signer arrives with its code and words', async () => {
  const planDigest = await approvedPlan(signer, buildInput({ requestId: 'MG-0002' }))
  await client().sign(planDigest)
  await expect(client().close(planDigest, 'late')).rejects.toMatchObject({
    code: 'CONFLICT',
    userMessage: expect.stringMatching(/signed already/),
  })
})

describe('counts as unreachable', () => {
  test('a port where nobody listens', async () => {
    await expect(httpSigner({ port: 1, tokenFile }).status()).rejects.toMatchObject({ code: 'SIGNER_UNREACHABLE' })
  })

  test('a token that the signer does not accept, or that can not be read', async () => {
    const wrong = join(temporaryFolder(), 'token')
    writeFileSync(wrong, 'wrong')
    for (const file of [wrong, `${wrong}-missing`]) {
      const call = httpSigner({ port: listener.port, tokenFile: file }).status()
      await expect(call).rejects.toMatchObject({
        code: 'SIGNER_UNREACHABLE',
        userMessage: expect.stringMatching(/token/),
      })
    }
  })

  test.each([
    ['text', 200, 'hello'],
    ['another shape', 200, '{"mode":"demo"}'],
    ['an error of another shape', 500, '{"oops":true}'],
    ['an error with an unknown code', 409, '{"error":{"code":"MELTED","message":"x"}}'],
    ['a redirect', 302, ''],
  ])('somebody who answers with %s', async (_, status, body) => {
    const server = createServer((_request, response) => {
      response.writeHead(status, { Location: 'http://127.0.0.1:1/' })
      response.end(body)
    })
    const port = await listening(server)
    await expect(httpSigner({ port, tokenFile }).status()).rejects.toMatchObject({ code: 'SIGNER_UNREACHABLE' })
    server.close()
  })
})

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
