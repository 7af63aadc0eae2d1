import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256Hex } from '../digest.ts'
import { FormatError } from '../format-error.ts'

/**
 * Scripts that are handed out on their own, without a request, and are part of no bundle. The signer signs nothing else of this kind:
 * only bytes whose digest one of these has in its own installation.
 */
export const RELEASE_SCRIPTS = ['Get-MimGmsaEnvironment.ps1', 'Test-MimGmsaBundle.ps1'] as const
export type ReleaseScriptName = (typeof RELEASE_SCRIPTS)[number]

export interface ReleaseScript {
  readonly name: ReleaseScriptName
  /** As they are handed out: ASCII with CRLF. */
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** One file for those who run it, several for those who write it: the folder whose files are joined by name. */
const PARTS: Record<ReleaseScriptName, string> = {
  'Get-MimGmsaEnvironment.ps1': 'powershell/discovery',
  'Test-MimGmsaBundle.ps1': 'powershell/verifier',
}

/** One script of this release. `root` is the folder of the installation; line ends become CRLF as in bundles. Throws FormatError. */
export function readReleaseScript(root: string, name: ReleaseScriptName): ReleaseScript {
  const source = readSource(root, name)
  if (source.some((byte) => byte > 0x7e)) throw new FormatError('AUTHENTICODE', `${name} holds more than ASCII.`)
  const bytes = new Uint8Array(Buffer.from(source.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'))
  return { name, bytes, sha256: sha256Hex(bytes) }
}

/** The script of this release that has exactly these bytes; undefined for anything else, which must not be signed. */
export function findReleaseScript(root: string, bytes: Uint8Array): ReleaseScript | undefined {
  const digest = sha256Hex(bytes)
  return RELEASE_SCRIPTS.map((name) => readReleaseScript(root, name)).find(({ sha256 }) => sha256 === digest)
}

function readSource(root: string, name: ReleaseScriptName): Buffer {
  const folder = join(root, PARTS[name])
  const parts = readdirSync(folder).sort((a, b) => (a < b ? -1 : 1))
  return Buffer.from(parts.map((part) => readFileSync(join(folder, part), 'latin1')).join('\r\n'), 'latin1')
}
