import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StaticFile } from '#core/generate/types.ts'
import { EXCHANGE_SCRIPT } from '#core/plan/phase-u-script.ts'
import { FormatError } from '../format-error.ts'

const MODULE = 'powershell/modules/MimGmsa'
const SCRIPTS = ['Start-Runbook.ps1', EXCHANGE_SCRIPT]

/**
 * The files of the release that go into bundles as they are, in ordinal order of their paths: runner, module, Exchange script.
 * `root` is the folder of the installation. Line ends become CRLF whatever the checkout did with them; anything but ASCII is refused,
 * because Windows PowerShell 5.1 reads a file without a byte order mark as ANSI.
 */
export function readStaticFiles(root: string): StaticFile[] {
  const modules = readdirSync(join(root, MODULE)).filter((name) => /\.ps[md]1$/.test(name))
  const files = [
    ...SCRIPTS.map((name) => ({ path: name, source: `powershell/scripts/${name}` })),
    ...modules.map((name) => ({ path: `modules/MimGmsa/${name}`, source: `${MODULE}/${name}` })),
  ]
  return files
    .map(({ path, source }) => ({ path, bytes: windowsText(source, readFileSync(join(root, source))) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

function windowsText(path: string, bytes: Buffer): Uint8Array {
  if (bytes.some((byte) => byte > 0x7e)) throw new FormatError('AUTHENTICODE', `${path} holds more than ASCII.`)
  return new Uint8Array(Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'))
}
