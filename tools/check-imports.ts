// Holds the rooms of docs/architecture.md: runs dependency-cruiser, and fails when it saw too few modules to have looked at all.
import { spawnSync } from 'node:child_process'

const ROOMS = [
  'app',
  'server',
  'db',
  'components',
  'core',
  'crypto',
  'signer',
  'cli',
  'e2e',
  'tools',
  'bench',
  'proxy.ts',
  'instrumentation-client.ts',
  'instrumentation.ts',
]
const { stdout, stderr, status } = spawnSync(
  process.execPath,
  [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...ROOMS,
  ],
  { encoding: 'utf8', maxBuffer: 200_000_000 },
)
if (!stdout.startsWith('{')) {
  console.error(stderr || `dependency-cruiser ended with ${status} and no answer`)
  process.exit(1)
}
const { summary, modules } = JSON.parse(stdout) as {
  summary: {
    totalCruised: number
    violations: { from: string; to: string; rule: { name: string; severity: string } }[]
  }
  modules: { source: string; dependencies: unknown[] }[]
}
const own = modules.filter((module) => !module.source.includes('node_modules'))
const withImports = own.filter((module) => module.dependencies.length > 0)
for (const { from, to, rule } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`)
if (own.length < 100 || withImports.length < own.length / 2) {
  console.error(`Only ${own.length} modules were read, ${withImports.length} with imports: the checker is blind.`)
  process.exit(1)
}
console.log(`${own.length} modules, ${summary.violations.length} forbidden imports`)
process.exit(summary.violations.length > 0 ? 1 : 0)
