import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { checkEntryPath, checkPathsDistinct } from './entry-path.ts'

export interface ZipEntry {
  /** With its folder, e.g. `MG-0001-r1-MIMSYNC/manifest.json`. */
  readonly path: string
  readonly bytes: Uint8Array
}

// DOS times carry no zone and are written from local fields: midnight here is the same two words everywhere.
const fixedTime = () => new Date(2000, 0, 1)
const FIXED_MODE = 0o100644

/** A ZIP as a stream: entries in ordinal order of their paths, one fixed time and mode. Throws FormatError on unsafe paths. */
export function zipStream(entries: readonly ZipEntry[]): Readable {
  for (const { path } of entries) checkEntryPath(path)
  checkPathsDistinct(entries.map(({ path }) => path))
  const zip = new ZipFile()
  for (const { path, bytes } of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), path, {
      mtime: fixedTime(),
      mode: FIXED_MODE,
      compress: true,
      forceDosTimestamp: true,
    })
  }
  zip.end()
  return Readable.from(zip.outputStream)
}

/** The same ZIP in memory. */
export async function writeZip(entries: readonly ZipEntry[]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of zipStream(entries)) chunks.push(chunk as Uint8Array)
  return new Uint8Array(Buffer.concat(chunks))
}
