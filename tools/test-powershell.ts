// Tests the PowerShell that we ship with the real engine: fetches the analyzer, writes what TypeScript generates, builds and runs
// powershell/tests, and closes with one line that counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { ensureAnalyzer } from './powershell-analyzer.ts'
import { writeSamples } from './powershell-samples.ts'

const root = resolve(import.meta.dirname, '..')
const project = join(root, 'powershell', 'tests')

const sdk = spawnSync('dotnet', ['--version'], { encoding: 'utf8', cwd: project }).stdout?.trim() ?? ''
if (!(Number.parseInt(sdk, 10) >= 10)) {
  console.log(
    `The PowerShell tests need the .NET SDK 10 (found: ${sdk || 'none'}): https://dotnet.microsoft.com/download`,
  )
  console.log('powershell: 0 passed, 0 failed, 1 skipped')
  process.exit(process.env.CI ? 1 : 0)
}

function dotnet(args: readonly string[], env: Record<string, string>): boolean {
  const { status } = spawnSync('dotnet', args, {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', MSBUILDDISABLENODEREUSE: '1', ...env },
  })
  return status === 0
}

/** What the test run itself wrote down; `dotnet test` prints no such line and is content with no test at all. */
function counters(folder: string): { passed: number; executed: number; total: number } {
  const trx = readdirSync(folder).find((name) => name.endsWith('.trx'))
  const text = trx ? readFileSync(join(folder, trx), 'utf8') : ''
  const count = (name: string) => Number(new RegExp(`<Counters[^>]* ${name}="(\\d+)"`).exec(text)?.[1] ?? 0)
  return { passed: count('passed'), executed: count('executed'), total: count('total') }
}

const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const work = mkdtempSync(join(tmpdir(), 'mim-gmsa-powershell-'))
let ok = true
try {
  ensureAnalyzer(join(root, '.cache', 'psscriptanalyzer-1.19.0'))
  const samples = join(work, 'samples')
  await writeSamples(root, samples)
  // thousands of small files, each written through to the disk
  const scratch = join(memory, basename(work))
  mkdirSync(scratch, { recursive: true })
  const env = { MIMGMSA_SAMPLES: samples, TMPDIR: scratch }
  const results = join(work, 'results')
  ok =
    dotnet(['restore', '--locked-mode'], env) &&
    dotnet(
      [
        ...[
          'test',
          '--no-restore',
          '--nologo',
          '--verbosity',
          'quiet',
          '--logger',
          'trx',
          '--results-directory',
          results,
        ],
        ...process.argv.slice(2),
      ],
      env,
    )
  const { passed, executed, total } =
    ok || readdirSync(work).includes('results') ? counters(results) : { passed: 0, executed: 0, total: 0 }
  const failed = Math.max(executed - passed, ok ? 0 : 1)
  console.log(`powershell: ${passed} passed, ${failed} failed, ${total - executed} skipped`)
  if (passed === 0 || failed > 0) ok = false
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('powershell: 0 passed, 1 failed, 0 skipped')
  ok = false
} finally {
  for (const folder of [work, join(memory, basename(work))]) rmSync(folder, { recursive: true, force: true })
}
process.exit(ok ? 0 : 1)
