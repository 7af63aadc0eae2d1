import { expect, test } from 'vitest'
import { fastestMs, generateFor } from './generate.ts'

test('each of 200 servers gets its own bundle', () => {
  const { targets } = generateFor(200)
  expect(targets.filter(({ target }) => target.startsWith('POOL'))).toHaveLength(197)
  const longest = Math.max(
    ...targets.map(({ files }) => files.find(({ path }) => path === 'runbook.html')?.bytes.length ?? 0),
  )
  expect(longest).toBeLessThan(1_000_000)
})

test('a server costs the same among 200 as among 50', () => {
  fastestMs(1, 20) // the engine compiles
  expect(fastestMs(2, 200) / 4).toBeLessThan(fastestMs(3, 50) * 1.6)
})

test('the bundle of a node does not grow with the pool', () => {
  const size = (servers: number) =>
    generateFor(servers)
      .targets.find(({ target }) => target === 'POOL00003')
      ?.files.reduce((sum, { bytes }) => sum + bytes.length, 0) ?? 0
  expect(size(100)).toBeLessThan(size(20) * 1.02)
})
