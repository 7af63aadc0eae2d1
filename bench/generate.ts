import { generate } from '#core/generate/generate.ts'
import type { Authority, Generate, Generated, GeneratedOutline } from '#core/generate/types.ts'
import { conversionPolicy } from '#core/policy/policy.fixture.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import { readStaticFiles } from '#crypto/release/static-files.ts'
import { manyServers } from './many-servers.ts'

/** `node bench/generate.ts`; promised for 1,000 servers: less than 3 s and 700 MB, and per server at most 1.2 times what it costs with 100. */
const authority: Authority = { genesis: 'a'.repeat(64), policy: conversionPolicy }

const inputFor = (servers: number): GeneratorInput => ({
  requestId: 'MG-0001',
  revision: 1,
  kind: 'conversion',
  mode: 'production',
  asOf: '2026-11-24',
  requester: 'ines',
  environment: manyServers(servers),
  case: {
    title: 'Convert',
    ticket: '',
    acknowledgements: [
      { ruleId: 'W01', path: '/schedule/windows/conversion', reason: 'Many people work at the same time.' },
    ],
  },
  ciphertexts: {},
})

const staticFiles = readStaticFiles(process.cwd())

/** Everything that people decide on, made once. */
export const generateFor = (servers: number): Generated => generateBy(generate, servers)

export function generateBy<G extends Generated | GeneratedOutline>(by: Generate<G>, servers: number): G {
  const made = by(inputFor(servers), authority, staticFiles)
  if (made.outcome === 'refused') throw new Error(made.blocking.map(({ message }) => message).join('\n'))
  return made
}

/** Milliseconds of processor time for findings, plan and all files of all targets: the fastest of `runs`. */
export function fastestMs(runs: number, servers: number): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.threadCpuUsage()
    generateFor(servers)
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

if (import.meta.main) {
  fastestMs(2, 20) // the engine compiles
  const hundred = fastestMs(5, 100)
  const thousand = fastestMs(3, 1000)
  console.log(`100 servers    ${hundred.toFixed(0)} ms`)
  console.log(`1,000 servers  ${thousand.toFixed(0)} ms`)
  console.log(`cost per server, 1,000 to 100: ${(thousand / hundred / 10).toFixed(2)}`)
  console.log(`peak memory    ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)
}
