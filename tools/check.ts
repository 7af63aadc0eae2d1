// `npm test`: runs every check, goes on after a failure, and ends with one line a check and a closing line that counts them.
// A check that cannot run is named as skipped; with CI=true it is a failure.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'

interface Check {
  readonly name: string
  readonly command: readonly string[]
  /** A sentence when the check cannot run on this machine. */
  readonly missing?: () => string | null
}

const bin = (path: string) => resolve('node_modules', path)
const has = (program: string, ...args: string[]) => spawnSync(program, args, { stdio: 'ignore' }).error === undefined

const CHECKS: readonly Check[] = [
  { name: 'format', command: [bin('@biomejs/biome/bin/biome'), 'format', '.'] },
  { name: 'lint', command: [bin('@biomejs/biome/bin/biome'), 'lint', '.', '--error-on-warnings'] },
  { name: 'imports', command: ['tools/check-imports.ts'] },
  { name: 'types', command: ['tools/check-types.ts'] },
  // The tests that ask openssl and osslsigncode name themselves as skipped where those are missing, and fail under CI.
  { name: 'unit', command: [bin('vitest/vitest.mjs'), 'run'] },
  {
    name: 'powershell',
    command: ['tools/test-powershell.ts'],
    missing: () =>
      has('dotnet', '--version') ? null : '.NET SDK 10 is not installed (https://dotnet.microsoft.com/download)',
  },
  { name: 'build', command: ['tools/build.ts'] },
  {
    name: 'e2e',
    command: [bin('@playwright/test/cli.js'), 'test'],
    missing: () =>
      existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')
        ? null
        : 'Chromium is not installed; CHROMIUM may name its path',
  },
]

const env = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  PATH: `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH}`,
}
const only = process.argv.slice(2)
const unknown = only.filter((name) => !CHECKS.some((check) => check.name === name))
if (unknown.length > 0) {
  console.error(`No check is called ${unknown.join(', ')}. Checks: ${CHECKS.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const rows: { name: string; outcome: 'passed' | 'failed' | 'skipped'; note: string }[] = []
for (const { name, command, missing } of CHECKS) {
  if (only.length > 0 && !only.includes(name)) continue
  const reason = missing?.() ?? null
  if (reason) {
    rows.push({ name, outcome: process.env.CI ? 'failed' : 'skipped', note: reason })
    continue
  }
  console.log(`\n=== ${name}`)
  const startedMs = Date.now()
  const code = await new Promise((done) =>
    spawn(process.execPath, command, { stdio: 'inherit', env }).on('close', done),
  )
  rows.push({
    name,
    outcome: code === 0 ? 'passed' : 'failed',
    note: `${((Date.now() - startedMs) / 1000).toFixed(1)} s`,
  })
}

console.log()
for (const { name, outcome, note } of rows) console.log(`${name.padEnd(12)}${outcome.padEnd(9)}${note}`)
const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
console.log(
  `${count('passed')} passed, ${count('failed')} failed${count('skipped') > 0 ? `, ${count('skipped')} skipped` : ''}`,
)
process.exit(count('failed') > 0 || count('passed') === 0 ? 1 : 0)
