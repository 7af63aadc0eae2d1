import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#core/errors/app-error.ts'
import { FormatError } from '#crypto/format-error.ts'
import { checkEntryPath } from '#crypto/zip/entry-path.ts'
import { BUNDLE_LIMITS, readZip } from '#crypto/zip/read-zip.ts'

export interface BundleFiles {
  /** Paths below the bundle's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Name of the folder in a ZIP. */
  readonly folder?: string
}

/**
 * The files of a bundle, read once: from its ZIP, or from the folder that the ZIP holds. NOT_FOUND, TOO_LARGE and BAD_INPUT (a link or a
 * device instead of a file) name the remedy; FormatError says what is wrong inside.
 */
export async function readBundle(path: string): Promise<BundleFiles> {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found)
    throw new AppError(
      'NOT_FOUND',
      `There is no file or folder ${path}. Give the bundle’s ZIP, or its unpacked folder.`,
    )
  if (found.isDirectory()) return { files: readFolder(path) }
  if (!found.isFile()) {
    const what = found.isSymbolicLink()
      ? 'a link: what it points to may change. Give the file itself'
      : 'neither file nor folder'
    throw new AppError('BAD_INPUT', `${path} is ${what}.`)
  }
  if (found.size > BUNDLE_LIMITS.maxArchiveBytes) {
    throw new AppError('TOO_LARGE', `${path} is larger than ${BUNDLE_LIMITS.maxArchiveBytes} bytes: it is no bundle.`)
  }
  return splitFolder(await readZip(new Uint8Array(readFileSync(path))))
}

/** A bundle's ZIP holds one folder; a file beside it would escape the manifest. */
function splitFolder(entries: ReadonlyMap<string, Uint8Array>): Required<BundleFiles> {
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
        total += lstatSync(join(root, path)).size
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
