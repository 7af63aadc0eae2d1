import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256Hex } from '../digest.ts'
import { FormatError } from '../format-error.ts'

export const DISCOVERY_SCRIPT = 'Get-MimGmsaEnvironment.ps1'

export interface DiscoveryScript {
  readonly name: string
  /** As they are handed out: ASCII with CRLF. */
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly version: string
  /** The file carries an Authenticode block; by whom, the person who runs it must see. */
  readonly isSigned: boolean
}

/** The discovery script of this release. `root` is the folder of the installation; line ends become CRLF as in bundles. */
export function readDiscoveryScript(root: string): DiscoveryScript {
  const source = readFileSync(join(root, 'powershell/scripts', DISCOVERY_SCRIPT))
  if (source.some((byte) => byte > 0x7e))
    throw new FormatError('AUTHENTICODE', `${DISCOVERY_SCRIPT} holds more than ASCII.`)
  const text = source.toString('latin1').replace(/\r?\n/g, '\r\n')
  const bytes = new Uint8Array(Buffer.from(text, 'latin1'))
  const [, version = ''] = /ScriptVersion\s*=\s*'([^']{1,40})'/.exec(text) ?? []
  return {
    name: DISCOVERY_SCRIPT,
    bytes,
    sha256: sha256Hex(bytes),
    version,
    isSigned: /^# SIG # Begin signature block\r?$/m.test(text),
  }
}
