import { expect, test } from 'vitest'
import { parseEnvironment } from '#core/environment/parse.ts'
import { AppError } from '#core/errors/app-error.ts'
import { findings } from '#core/findings/findings.ts'
import { runTimesMs } from './findings.ts'
import { manyServers } from './many-servers.ts'

/** The fastest of some runs: other work on the machine can only slow a run down. */
const fastest = (servers: number): number => runTimesMs(9, servers)[0] ?? Number.POSITIVE_INFINITY

test('the measured environment is a valid one, so that rules do all their work and say nothing', () => {
  expect(parseEnvironment(JSON.stringify(manyServers(1000))).servers).toHaveLength(1000)
  expect(findings(manyServers(1000), { asOf: '2026-11-24' })).toEqual([])
})

test('1,000 servers are judged within three times the 30 ms that we promise', () => {
  expect(fastest(1000)).toBeLessThan(90)
})

test('time grows with the number of servers, not with its square', () => {
  fastest(400) // the engine compiles
  expect(fastest(1600)).toBeLessThan(fastest(400) * 10)
})

test('3,000 servers are refused within half a second', () => {
  const text = JSON.stringify(manyServers(3000))
  const start = performance.now()
  expect(() => parseEnvironment(text)).toThrow(AppError)
  expect(performance.now() - start).toBeLessThan(500)
})
