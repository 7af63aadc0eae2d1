import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { sha256Hex } from '../digest.ts'

/** The file that holds the digest, and is left out of it. */
export const DIGEST_FILE = 'core/generate/source-digest.ts'

const FOLDERS = ['core', 'powershell/discovery', 'powershell/modules', 'powershell/scripts', 'powershell/verifier']

/**
 * SHA-256 of everything that decides what bytes the generator makes: `core/` without its tests, and the PowerShell that we ship. Over canonical JSON of `[{ path, sha256 }]` in ordinal order; line ends count as LF, so that a checkout does not matter.
 */
export function sourceSha256(root: string): string {
  const files = FOLDERS.flatMap((folder) => walk(root, folder))
    .filter((path) => path !== DIGEST_FILE && !/\.(test|fixture)\.ts$/.test(path))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => ({ path, sha256: sha256Hex(unixText(readFileSync(join(root, path)))) }))
  return sha256Hex(Buffer.from(canonicalJson(files), 'utf8'))
}

const unixText = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? walk(root, path) : [path]
  })
}
