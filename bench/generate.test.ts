import { expect, test } from 'vitest'
import { fastestMs, generateFor } from './generate.ts'

test('each of 400 servers gets its own bundle', () => {
  const { targets } = generateFor(400)
  expect(targets.filter(({ target }) => target.startsWith('POOL'))).toHaveLength(397)
  const longest = Math.max(
    ...targets.map(({ files }) => files.find(({ path }) => path === 'runbook.html')?.bytes.length ?? 0),
  )
  expect(longest).toBeLessThan(1_000_000)
})

test('a server costs the same among 400 as among 100, and the runbook of a node does not grow with the pool', () => {
  fastestMs(1, 50) // the engine compiles
  expect(fastestMs(2, 400) / 4).toBeLessThan(fastestMs(3, 100) * 1.6)
  const size = (servers: number) =>
    generateFor(servers)
      .targets.find(({ target }) => target === 'POOL00003')
      ?.files.reduce((sum, { bytes }) => sum + bytes.length, 0) ?? 0
  expect(size(200)).toBeLessThan(size(50) * 1.02)
})
