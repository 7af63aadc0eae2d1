import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made: string[] = []

/** For tests and measurements: a new empty folder, gone when the test file, or the process, is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mim-gmsa-test-'))
  made.push(folder)
  return folder
}

function removeAll(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}

if (process.env.VITEST === undefined) process.once('exit', removeAll)
else (await import('vitest')).afterAll(removeAll)
