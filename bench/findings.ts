import { findings } from '#core/findings/findings.ts'
import { manyServers } from './many-servers.ts'

/** `node bench/findings.ts`; promised are less than 30 ms. */
const RUNS = 20
const SERVERS = 1000

/** Milliseconds of all rules over an environment of that many servers, each run on its own, the fastest first. */
export function runTimesMs(runs: number, servers: number): number[] {
  const environment = manyServers(servers)
  return Array.from({ length: runs }, () => {
    const start = performance.now()
    findings(environment, { asOf: '2026-11-24' })
    return performance.now() - start
  }).sort((a, b) => a - b)
}

if (import.meta.main) {
  const median = runTimesMs(RUNS, SERVERS)[RUNS / 2] ?? Number.NaN
  console.log(`findings, ${SERVERS} servers: median ${median.toFixed(1)} ms of ${RUNS} runs`)
}
