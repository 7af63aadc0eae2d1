import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readOptions } from '#cli/arguments.ts'
import type { Io } from '#cli/io.ts'
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import { type Check, verifyBundle } from '#crypto/bundle/verify-bundle.ts'
import { FormatError } from '#crypto/format-error.ts'
import { checkEntryPath } from '#crypto/zip/entry-path.ts'
import { BUNDLE_LIMITS, readZip } from '#crypto/zip/read-zip.ts'

export const VERIFY_USAGE = 'mim-gmsa verify BUNDLE.zip|DIR [--allow-demo] [--certificate-sha256 HEX] [--json]'

/** Every check ok. */
const ACCEPTED = 0
const REFUSED = ERROR_CODES.UNPROCESSABLE.exit

/**
 * `mim-gmsa verify`: judges a bundle without server, database or network. Exit 0 when every check is ok, 1 when the bundle is
 * refused, 2 for a wrong call. Throws AppError for a wrong call.
 */
export async function verify(args: string[], io: Io): Promise<number> {
  if (args.includes('--help')) {
    io.out(VERIFY_USAGE)
    return 0
  }
  const { path, json, allowDemo, certificateSha256 } = readArguments(args)
  const checks = await judge(path, { allowDemo, ...(certificateSha256 === undefined ? {} : { certificateSha256 }) })
  const ok = checks.every((check) => check.ok)
  if (json) io.out(JSON.stringify({ ok, checks }))
  else {
    for (const { ok: good, title, detail } of checks) io.out(`${good ? 'ok     ' : 'REFUSED'}  ${title}: ${detail}`)
    io.out(ok ? 'The bundle may be used.' : 'The bundle is refused. Do not use it.')
  }
  return ok ? ACCEPTED : REFUSED
}

function readArguments(args: string[]) {
  const { values, positionals } = readOptions(
    args,
    {
      'allow-demo': { type: 'boolean', default: false },
      'certificate-sha256': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    VERIFY_USAGE,
  )
  const [path] = positionals
  if (path === undefined || positionals.length !== 1)
    throw new AppError('BAD_INPUT', `One bundle is needed. ${VERIFY_USAGE}`)
  const certificateSha256 = values['certificate-sha256']?.replace(/[\s:]/g, '').toLowerCase()
  if (certificateSha256 !== undefined && !/^[0-9a-f]{64}$/.test(certificateSha256)) {
    throw new AppError('BAD_INPUT', '--certificate-sha256 takes 64 hexadecimal digits.')
  }
  return { path, json: values.json, allowDemo: values['allow-demo'], certificateSha256 }
}

async function judge(path: string, options: { allowDemo: boolean; certificateSha256?: string }): Promise<Check[]> {
  try {
    if (isFolder(path)) return verifyBundle(readFolder(path), options)
    const { folder, files } = splitFolder(await readZip(new Uint8Array(readFileSync(path))))
    return verifyBundle(files, { ...options, folder })
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return [{ id: 'container', title: 'The files can be read', ok: false, detail: error.message }]
  }
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new AppError('NOT_FOUND', `There is no file or folder ${path}.`)
  if (found.isFile() && found.size > BUNDLE_LIMITS.maxArchiveBytes)
    throw new AppError('TOO_LARGE', `${path} is too large for a bundle.`)
  return found.isDirectory()
}

/** A bundle's ZIP holds one folder; a file beside it would escape the manifest. */
function splitFolder(entries: ReadonlyMap<string, Uint8Array>): { folder: string; files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>()
  const folders = new Set<string>()
  for (const [path, bytes] of entries) {
    const slash = path.indexOf('/')
    if (slash === -1) throw new FormatError('ZIP', `${path} lies outside of the bundle’s folder.`)
    folders.add(path.slice(0, slash))
    files.set(path.slice(slash + 1), bytes)
  }
  const [folder] = folders
  if (folder === undefined || folders.size !== 1)
    throw new FormatError('ZIP', 'A bundle’s ZIP holds exactly one folder.')
  return { folder, files }
}

function readFolder(root: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  let total = 0
  const walk = (prefix: string) => {
    for (const entry of readdirSync(join(root, prefix), { withFileTypes: true })) {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
      checkEntryPath(path)
      if (entry.isDirectory()) walk(path)
      else if (!entry.isFile()) throw new FormatError('BUNDLE', `${path} is neither file nor folder.`)
      else {
        total += statSync(join(root, path)).size
        if (total > BUNDLE_LIMITS.maxTotalBytes || files.size >= BUNDLE_LIMITS.maxEntries) {
          throw new FormatError('ZIP_LIMIT', 'The folder holds more than a bundle can.')
        }
        files.set(path, new Uint8Array(readFileSync(join(root, path))))
      }
    }
  }
  walk('')
  return files
}
