import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { FormatError } from '../format-error.ts'
import { checkEntryPath, checkPathsDistinct } from './entry-path.ts'

export interface ZipLimits {
  readonly maxArchiveBytes: number
  readonly maxEntries: number
  readonly maxEntryBytes: number
  readonly maxTotalBytes: number
}

/** Far above any bundle: a target has about 40 files and less than 2 MB. */
export const BUNDLE_LIMITS: ZipLimits = {
  maxArchiveBytes: 64_000_000,
  maxEntries: 10_100,
  maxEntryBytes: 32_000_000,
  maxTotalBytes: 128_000_000,
}

const DEFLATED = 8
const STORED = 0

/**
 * Every file of a ZIP by its path, ordered as in the archive. Refuses with FormatError, before anything is unpacked: paths
 * that leave the folder or that Windows reads differently, duplicates (case does not count), links, encrypted or folder
 * entries, a directory that disagrees with the local headers, bytes around the archive, and whatever is over the limits.
 */
export async function readZip(bytes: Uint8Array, limits: ZipLimits = BUNDLE_LIMITS): Promise<Map<string, Uint8Array>> {
  if (bytes.length > limits.maxArchiveBytes) throw new FormatError('ZIP_LIMIT', 'The ZIP is too large.')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  checkEdges(buffer)
  try {
    return await readEntries(await fromBufferPromise(buffer, { lazyEntries: true, strictFileNames: true }), limits)
  } catch (error) {
    if (error instanceof FormatError) throw error
    throw new FormatError('ZIP', 'The ZIP is damaged or of an unknown kind.', error)
  }
}

async function readEntries(zip: ZipFile, limits: ZipLimits): Promise<Map<string, Uint8Array>> {
  if (zip.entryCount > limits.maxEntries) throw new FormatError('ZIP_LIMIT', 'The ZIP holds too many files.')
  const entries: Entry[] = []
  let total = 0
  for await (const entry of zip.eachEntry()) {
    await checkEntry(zip, entry)
    total += entry.uncompressedSize
    if (entry.uncompressedSize > limits.maxEntryBytes || total > limits.maxTotalBytes) {
      throw new FormatError('ZIP_LIMIT', 'The ZIP unpacks to more than a bundle can hold.')
    }
    entries.push(entry)
  }
  checkPathsDistinct(entries.map((entry) => entry.fileName))
  const files = new Map<string, Uint8Array>()
  for (const entry of entries) files.set(entry.fileName, await unpack(zip, entry))
  return files
}

async function checkEntry(zip: ZipFile, entry: Entry): Promise<void> {
  checkEntryPath(entry.fileName)
  const kind = (entry.externalFileAttributes >>> 16) & 0xf000
  if (kind !== 0 && kind !== 0x8000) throw new FormatError('ZIP', `${entry.fileName} is no ordinary file.`)
  if (entry.isEncrypted() || ![STORED, DEFLATED].includes(entry.compressionMethod)) {
    throw new FormatError('ZIP', `${entry.fileName} is encrypted or packed in an unknown way.`)
  }
  const local = await zip.readLocalFileHeaderPromise(entry)
  if (local.fileName.toString('latin1') !== entry.fileName) {
    throw new FormatError('ZIP', `${entry.fileName} has another name in its own header.`)
  }
}

// yauzl checks the sizes while it unpacks, not the CRC; bundles are judged by SHA-256.
async function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array)
  return new Uint8Array(Buffer.concat(chunks))
}

// Programs disagree about what stands before the first entry or after the end record: nothing may.
function checkEdges(buffer: Buffer): void {
  const end = buffer.length - 22
  if (end < 0 || buffer.readUInt32LE(0) !== 0x04034b50 || buffer.readUInt32LE(end) !== 0x06054b50) {
    throw new FormatError('ZIP', 'The file is no plain ZIP: something stands before or after it, or it is cut short.')
  }
}
