import { expect, test } from 'vitest'
import { generate } from '#core/generate/generate.ts'
import { readStaticFiles } from '#crypto/release/static-files.ts'
import { buildInput, POLICY } from '#signer/testing/build-signer.ts'
import { generateInWorker } from './generate-in-worker.ts'

const authority = { genesis: 'a'.repeat(64), policy: POLICY }
const staticFiles = readStaticFiles(process.cwd())
const job = { input: buildInput(), authority, staticFiles }

test('makes the same bytes as this thread, and tells of every target', async () => {
  const heard: [number, number][] = []
  const made = await generateInWorker(job, (done, total) => {
    heard.push([done, total])
    return 'go-on'
  })
  const here = generate(job.input, authority, staticFiles)
  if (made?.outcome !== 'generated' || here.outcome !== 'generated') throw new Error('not generated')
  expect(made.planDigest).toBe(here.planDigest)
  expect(made.targets.map(({ target, files }) => [target, files.map(({ sha256 }) => sha256)])).toEqual(
    here.targets.map(({ target, files }) => [target, files.map(({ sha256 }) => sha256)]),
  )
  expect(heard).toEqual(here.targets.map((_, index) => [index + 1, here.targets.length]))
})

test('stops when it is told to', async () => {
  expect(await generateInWorker(job, () => 'stop')).toBeNull()
})

test('a worker that fails is an error here', async () => {
  const broken = { ...job, input: { ...job.input, asOf: 'yesterday' } }
  await expect(generateInWorker(broken, () => 'go-on')).rejects.toThrow(/no calendar day/)
})
