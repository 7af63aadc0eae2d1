import { expect, test } from 'vitest'
import { syncFile } from '#core/discovery/testing.ts'
import { readFiles, readSoFar } from './read-files.ts'

const file = (text: string, name = 'host.json', size = text.length) => ({
  name,
  size,
  text: () => Promise.resolve(text),
})
const text = JSON.stringify(syncFile().file)

test('a file of 5 MB is refused before it is read', async () => {
  const huge = { name: 'huge.json', size: 5_000_000, text: () => Promise.reject(new Error('was read')) }
  expect(await readFiles([huge])).toMatchObject({
    outcome: 'refused',
    message: expect.stringMatching(/^huge\.json .*5000000 bytes/),
  })
})

test('a refused file leaves the files that were read before', async () => {
  const first = readSoFar(await readFiles([file(text)]))
  const second = await readFiles([file('{}', 'bad.json')], first)
  expect(second).toMatchObject({ outcome: 'refused', message: expect.stringMatching(/^bad\.json was refused/) })
  expect(readSoFar(second)).toBe(first)
})

test('files that come one after the other are read together', async () => {
  const other = JSON.stringify(syncFile(({ meta }) => Object.assign(meta, { runBy: 'CONTOSO\\ben' })).file)
  const first = readSoFar(await readFiles([file(text)]))
  expect(readSoFar(await readFiles([file(other)], first))?.files).toHaveLength(2)
})
