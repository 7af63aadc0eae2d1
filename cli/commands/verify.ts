import { onlyFile, readOptions } from '#cli/arguments.ts'
import type { Io } from '#cli/io.ts'
import { readBundle } from '#cli/read-bundle.ts'
import { readBytes } from '#cli/read-input.ts'
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import { type Check, type VerifyOptions, verifyBundle } from '#crypto/bundle/verify-bundle.ts'
import { FormatError } from '#crypto/format-error.ts'

export const VERIFY_USAGE =
  'mim-gmsa verify BUNDLE.zip|DIR [--certificate-sha256 HEX]… [--recall-list FILE [--stale-reason TEXT]] [--host NAME] [--at INSTANT] [--allow-demo] [--json]'

const OPTIONS = {
  'allow-demo': { type: 'boolean', default: false },
  'certificate-sha256': { type: 'string', multiple: true },
  'recall-list': { type: 'string' },
  'stale-reason': { type: 'string' },
  host: { type: 'string' },
  at: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** Every check ok. */
const ACCEPTED = 0
const REFUSED = ERROR_CODES.UNPROCESSABLE.exit

/**
 * `mim-gmsa verify`: judges a bundle without server, database or network. Exit 0 when every check is ok, 1 when the bundle is
 * refused, 2 for a wrong call. Throws AppError for a wrong call.
 */
export async function verify(args: string[], io: Io, clock = () => new Date()): Promise<number> {
  if (args.includes('--help')) {
    io.out(VERIFY_USAGE)
    return 0
  }
  const { path, json, options } = readArguments(args, clock())
  const checks = await judge(path, options)
  const ok = checks.every((check) => check.ok)
  if (json) io.out(JSON.stringify({ ok, checks }))
  else {
    for (const check of checks) for (const line of linesOf(check)) io.out(line)
    io.out(ok ? 'The bundle may be used.' : 'The bundle is refused. Do not use it.')
  }
  return ok ? ACCEPTED : REFUSED
}

function linesOf({ ok, skipped, title, proves, detail }: Check): string[] {
  if (skipped) return [`-        ${title}: ${detail}`]
  return ok ? [`ok       ${title}: ${detail}`, `         proves: ${proves}`] : [`REFUSED  ${title}: ${detail}`]
}

function readArguments(args: string[], now: Date): { path: string; json: boolean; options: VerifyOptions } {
  const { values, positionals } = readOptions(args, OPTIONS, VERIFY_USAGE)
  const pins = (values['certificate-sha256'] ?? []).map((pin) => pin.replace(/[\s:]/g, '').toLowerCase())
  if (!pins.every((pin) => /^[0-9a-f]{64}$/.test(pin))) {
    throw new AppError('BAD_INPUT', '--certificate-sha256 takes 64 hexadecimal digits.')
  }
  const { 'recall-list': recallList, 'stale-reason': staleReason, host, at } = values
  if (staleReason !== undefined && staleReason.trim().length < 5) {
    throw new AppError('BAD_INPUT', '--stale-reason takes a sentence: why an old recall list must do.')
  }
  const options: VerifyOptions = {
    allowDemo: values['allow-demo'],
    certificateSha256: pins,
    now,
    ...(recallList === undefined ? {} : { recallList: readBytes(recallList) }),
    ...(staleReason === undefined ? {} : { staleReason }),
    ...(host === undefined ? {} : { host }),
    ...(at === undefined ? {} : { windowAt: readInstant(at) }),
  }
  return { path: onlyFile(positionals, VERIFY_USAGE), json: values.json, options }
}

function readInstant(text: string): Date {
  const at = new Date(text)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(at.getTime())) {
    throw new AppError('BAD_INPUT', '--at takes an instant with its offset, e.g. 2026-12-05T20:00:00+01:00.')
  }
  return at
}

async function judge(path: string, options: VerifyOptions): Promise<Check[]> {
  try {
    const { files, folder } = await readBundle(path)
    return verifyBundle(files, folder === undefined ? options : { ...options, folder })
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    const what = { id: 'container', title: 'The files can be read', proves: 'there is something to judge' }
    return [{ ...what, ok: false, skipped: false, detail: error.message }]
  }
}
