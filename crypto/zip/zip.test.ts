import { expect, test, vi } from 'vitest'
import { ZipFile } from 'yazl'
import { FormatError } from '../format-error.ts'
import { BUNDLE_LIMITS, readZip } from './read-zip.ts'
import { writeZip } from './write-zip.ts'

const text = (value: string) => new TextEncoder().encode(value)
const entries = [
  { path: 'F/b.txt', bytes: text('b'.repeat(5000)) },
  { path: 'F/a/x.txt', bytes: text('x') },
  { path: 'F/empty', bytes: new Uint8Array() },
]

/** A ZIP as somebody else would write it: yazl without our checks. */
async function foreign(add: (zip: ZipFile) => void): Promise<Uint8Array> {
  const zip = new ZipFile()
  add(zip)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return new Uint8Array(Buffer.concat(chunks))
}
const put = (name: string, options = {}) => foreign((zip) => zip.addBuffer(Buffer.from('x'), name, options))

/** Replaces a name by another of the same length, everywhere or only in the central directory. */
function rename(zip: Uint8Array, from: string, to: string, onlyCentral = false): Uint8Array {
  const buffer = Buffer.from(zip)
  let at = onlyCentral ? buffer.lastIndexOf(from) : buffer.indexOf(from)
  for (; at !== -1; at = buffer.indexOf(from, at + 1)) buffer.write(to, at, 'latin1')
  return new Uint8Array(buffer)
}

test('what is written is read back, in ordinal order', async () => {
  const files = await readZip(await writeZip(entries))
  expect([...files.keys()]).toEqual(['F/a/x.txt', 'F/b.txt', 'F/empty'])
  expect(files.get('F/b.txt')).toEqual(entries[0]?.bytes)
})

test('order of entries and time zone do not change a byte', async () => {
  const zip = await writeZip(entries)
  expect(await writeZip(entries.toReversed())).toEqual(zip)
  vi.stubEnv('TZ', 'Asia/Tokyo')
  expect(new Date(0).getHours()).toBe(9)
  expect(await writeZip(entries)).toEqual(zip)
  vi.unstubAllEnvs()
})

test.each([
  '../evil',
  '/abs',
  'C:/x',
  'a//b',
  'a/./b',
  'con',
  'aux.txt',
  'LPT1.log',
  'a.',
  'a\\b',
  'ü',
  'a b',
  'a\u0000b',
  '',
])('the writer refuses the path %j', async (path) => {
  await expect(writeZip([{ path, bytes: text('x') }])).rejects.toThrow(FormatError)
})

test.each(['../e', '/abs', 'C:/x', 'a/..', 'NUL', 'a.b.', 'a\\bc', 'com1.ps1'])(
  'the reader refuses the path %j',
  async (path) => {
    const placeholder = 'q'.repeat(path.length)
    await expect(readZip(rename(await put(placeholder), placeholder, path))).rejects.toThrow(FormatError)
  },
)

test('the reader refuses names that differ in case only, and twice the same', async () => {
  const two = (a: string, b: string) =>
    foreign((zip) => {
      zip.addBuffer(Buffer.from('1'), a)
      zip.addBuffer(Buffer.from('2'), b)
    })
  await expect(readZip(await two('F/Readme', 'F/README'))).rejects.toThrow(/twice/)
  await expect(readZip(await two('F/same', 'F/same'))).rejects.toThrow(/twice/)
  await expect(readZip(await two('F/a', 'F/a/b'))).rejects.toThrow(/both a file and a folder/)
})

test('the reader refuses links, folders and a local header that tells another name', async () => {
  await expect(readZip(await put('link', { mode: 0o120777 }))).rejects.toThrow(/no ordinary file/)
  await expect(readZip(await foreign((zip) => zip.addEmptyDirectory('folder')))).rejects.toThrow(FormatError)
  await expect(readZip(rename(await put('name-a'), 'name-a', 'name-b', true))).rejects.toThrow(/another name/)
})

test('the reader refuses bytes before and after the archive, and every cut', async () => {
  const zip = await writeZip(entries)
  await expect(readZip(Buffer.concat([text('MZ'), zip]))).rejects.toThrow(FormatError)
  await expect(readZip(Buffer.concat([zip, text('x')]))).rejects.toThrow(FormatError)
  for (let length = 0; length < zip.length; length += 11) {
    await expect(readZip(zip.subarray(0, length))).rejects.toThrow(FormatError)
  }
})

test('limits hold: archive, count, one entry, all together', async () => {
  const zip = await writeZip(entries)
  const refused = async (limits: Partial<typeof BUNDLE_LIMITS>) =>
    expect(readZip(zip, { ...BUNDLE_LIMITS, ...limits })).rejects.toMatchObject({ code: 'ZIP_LIMIT' })
  await refused({ maxArchiveBytes: zip.length - 1 })
  await refused({ maxEntries: 2 })
  await refused({ maxEntryBytes: 4999 })
  await refused({ maxTotalBytes: 5000 })
})

test('a directory that lies about a size is refused while unpacking', async () => {
  const zip = Buffer.from(await writeZip([{ path: 'F/a', bytes: text('a'.repeat(9000)) }]))
  const central = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  zip.writeUInt32LE(10, central + 24)
  await expect(readZip(new Uint8Array(zip))).rejects.toThrow(FormatError)
})

test('a changed byte gives FormatError or other content, never another exception', async () => {
  const zip = await writeZip(entries)
  for (let i = 0; i < zip.length; i += 3) {
    await readZip(zip.with(i, (zip[i] ?? 0) ^ 0x01)).catch((error: unknown) =>
      expect(error).toBeInstanceOf(FormatError),
    )
  }
})
