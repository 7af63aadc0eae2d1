import { FormatError } from '../format-error.ts'

const SEGMENT = /^[A-Za-z0-9._-]+$/
// Windows opens a device for these whatever ending follows.
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i
const MAX_PATH = 260

/** Throws FormatError unless every segment is plain ASCII that Windows and Linux take for the same file below the folder. */
export function checkEntryPath(path: string): void {
  const bad = (why: string) => new FormatError('ZIP_PATH', `The path ${JSON.stringify(path.slice(0, 120))} ${why}.`)
  if (path.length > MAX_PATH) throw bad('is too long')
  for (const segment of path.split('/')) {
    if (!SEGMENT.test(segment)) throw bad('holds an empty segment or a character other than A-Z a-z 0-9 . _ -')
    if (segment.endsWith('.')) throw bad('has a segment that ends with a dot')
    if (DEVICE.test(segment)) throw bad('names a DOS device')
  }
}

/** Throws FormatError when two paths would be one on Windows, or when a path is both file and folder. */
export function checkPathsDistinct(paths: Iterable<string>): void {
  const files = new Set<string>()
  const folders = new Set<string>()
  for (const path of paths) {
    const folded = path.toLowerCase()
    if (files.has(folded))
      throw new FormatError('ZIP_DUPLICATE', `${JSON.stringify(path)} stands there twice (case does not count).`)
    files.add(folded)
    for (let slash = folded.indexOf('/'); slash !== -1; slash = folded.indexOf('/', slash + 1)) {
      folders.add(folded.slice(0, slash))
    }
  }
  for (const file of files) {
    if (folders.has(file))
      throw new FormatError('ZIP_DUPLICATE', `${JSON.stringify(file)} is both a file and a folder.`)
  }
}
