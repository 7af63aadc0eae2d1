import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readOptions } from '#cli/arguments.ts'
import type { Io } from '#cli/io.ts'
import { AppError } from '#core/errors/app-error.ts'
import { readDiscoveryScript } from '#crypto/release/discovery-script.ts'

const USAGE = 'mim-gmsa discovery-script --out FILE [--json]'

/** `mim-gmsa discovery-script`: writes the read-only discovery script of this release; an existing file is never overwritten. */
export async function discoveryScript(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions(
    args,
    {
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    USAGE,
  )
  if (values.help) {
    io.out(USAGE)
    return 0
  }
  const { out } = values
  if (out === undefined || positionals.length > 0) throw new AppError('BAD_INPUT', `--out is needed. ${USAGE}`)
  if (existsSync(out)) {
    throw new AppError('CONFLICT', `${out} is there already. Name another file, or remove it first.`)
  }
  const { bytes, sha256, version, isSigned } = readDiscoveryScript(fileURLToPath(new URL('../..', import.meta.url)))
  try {
    writeFileSync(out, bytes, { flag: 'wx' })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown'
    throw new AppError('NOT_FOUND', `${out} could not be written: ${reason}.`, { cause })
  }
  if (values.json) io.out(JSON.stringify({ file: out, version, sha256, isSigned }))
  else {
    io.out(`${out}: version ${version}, ${bytes.length} bytes, ${isSigned ? 'signed' : 'not signed'}`)
    io.out(`SHA-256 ${sha256}`)
  }
  return 0
}
