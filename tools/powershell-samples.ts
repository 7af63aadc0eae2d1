// Writes what our TypeScript makes for PowerShell, so that the tests of powershell/tests can read it back with the real engine.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Environments that the generator can take today; the others refuse with X01. */
const SAMPLES = ['contoso']

/** Fills `folder`: `bundles/SAMPLE/TARGET/` as the CLI generates them. */
export function writeSamples(root: string, folder: string): void {
  for (const sample of SAMPLES) {
    const out = join(folder, 'bundles', sample)
    mkdirSync(out, { recursive: true })
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'cli', 'main.ts'), 'generate', join(root, 'public', 'samples', `${sample}.json`), '--out', out],
      { cwd: root, encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`The generator refused ${sample}: ${stderr}`)
  }
}
