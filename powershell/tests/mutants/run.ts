// Breaks the PowerShell module on purpose, one mistake at a time, and expects the named tests to notice. Not part of `npm test`:
// `node powershell/tests/mutants/run.ts [parts of names]`, after `npm run test:powershell` has built the tests.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeSamples } from '../../../tools/powershell-samples.ts'
import { MUTANTS, type Mutant } from './list.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')
const ASSEMBLY = 'MimGmsa.PowerShell.Tests.dll'
const work = mkdtempSync(join(tmpdir(), 'mim-gmsa-mutants-'))

/** The shipped files and the bundles made of them, both with the mistake in it. */
function plant({ file, before, after }: Mutant): void {
  mkdirSync(join(work, 'scratch'), { recursive: true })
  cpSync(join(work, 'shipped'), join(work, 'source'), { recursive: true })
  const path = file === 'Start-Runbook.ps1' ? join('scripts', file) : join('modules', 'MimGmsa', file)
  const text = readFileSync(join(work, 'shipped', path), 'utf8').replaceAll('\r\n', '\n')
  if (text.split(before).length !== 2) throw new Error(`${file} does not hold once: ${before}`)
  const broken = text.replace(before, () => after).replaceAll('\n', '\r\n')
  writeFileSync(join(work, 'source', path), broken)
  cpSync(join(work, 'pristine'), join(work, 'samples'), { recursive: true })
  const bundles = join(work, 'samples', 'bundles')
  const inside = file === 'Start-Runbook.ps1' ? file : path
  for (const sample of readdirSync(bundles))
    for (const target of readdirSync(join(bundles, sample)))
      writeFileSync(join(bundles, sample, target, inside), broken)
}

/** The first test that failed, or null when all passed. A run that did not come to an end is neither. */
function firstFailure({ tests }: Mutant): string | null {
  const { status, stdout, stderr } = spawnSync(
    'dotnet',
    ['test', join(work, 'bin', ASSEMBLY), '--filter', `FullyQualifiedName~${tests}`, '--', 'xUnit.StopOnFail=true'],
    {
      cwd: work,
      encoding: 'utf8',
      env: {
        ...process.env,
        TMPDIR: join(work, 'scratch'),
        MIMGMSA_SAMPLES: join(work, 'samples'),
        MIMGMSA_SOURCE: join(work, 'source'),
      },
    },
  )
  const failed = /^ +Failed \S*Tests\.\w+\.(\w+\.\w+)/m.exec(stdout)?.[1]
  if (failed !== undefined) return failed
  if (status === 0 && /Passed:\s+[1-9]/.test(stdout)) return null
  throw new Error(`The tests did not run: ${stdout}${stderr}`)
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['']
let survived = 0
let planted = 0
try {
  // copies, so that others may edit and build meanwhile
  for (const folder of ['modules', 'scripts', 'commands'])
    cpSync(join(root, 'powershell', folder), join(work, 'shipped', folder), { recursive: true })
  cpSync(join(root, '.cache', 'powershell', 'bin', 'tests', 'debug'), join(work, 'bin'), { recursive: true })
  await writeSamples(root, join(work, 'pristine'))
  for (const mutant of MUTANTS.filter(({ name }) => wanted.some((part) => name.includes(part)))) {
    plant(mutant)
    planted++
    const failed = firstFailure(mutant)
    if (failed === null) survived++
    console.log(`${failed === null ? 'SURVIVED' : 'caught  '}  ${mutant.name}  ${failed ?? mutant.tests}`)
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
console.log(`${planted - survived} of ${planted} caught.`)
process.exit(planted > 0 && survived === 0 ? 0 : 1)
