import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Download } from '@playwright/test'
import { readZip } from '#crypto/zip/read-zip.ts'

/** A downloaded ZIP: its files below the one folder, also written to `dir`. */
export async function unpack(
  download: Download,
  dir: string,
): Promise<{ zip: string; folder: string; files: Map<string, Uint8Array> }> {
  const zip = join(dir, download.suggestedFilename())
  await download.saveAs(zip)
  const entries = await readZip(new Uint8Array(readFileSync(zip)))
  const [first = ''] = entries.keys()
  const name = first.split('/')[0] ?? ''
  const files = new Map<string, Uint8Array>()
  for (const [path, bytes] of entries) {
    files.set(path.slice(name.length + 1), bytes)
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), bytes)
  }
  return { zip, folder: join(dir, name), files }
}

/** Runs a foreign judge in a folder; throws with its words when it refuses. */
export const judge = (program: string, args: readonly string[], cwd: string): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe' })

/** The command line tool as a person calls it. */
export function cli(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['cli/main.ts', ...args], { encoding: 'utf8' })
}
