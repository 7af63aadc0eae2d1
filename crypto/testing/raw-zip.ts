import { crc32 } from 'node:zlib'

export interface RawEntry {
  readonly name: string
  readonly bytes: Uint8Array
  /** Name in the entry's own header; the same when absent. */
  readonly localName?: string
  /** Size that the directory claims. */
  readonly claims?: number
  /** Unix mode, e.g. 0o120777 for a link. */
  readonly mode?: number
  readonly flags?: number
}

/** For tests: a ZIP of stored entries that may lie about everything. */
export function rawZip(entries: readonly RawEntry[]): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, localName = name, claims = bytes.length, mode = 0o100644, flags = 0 } of entries) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(flags, 6)
    local.writeUInt32LE(crc32(bytes), 14)
    local.writeUInt32LE(bytes.length, 18)
    local.writeUInt32LE(claims, 22)
    local.writeUInt16LE(Buffer.byteLength(localName, 'latin1'), 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(0x0314, 4)
    central.writeUInt16LE(20, 6)
    central.writeUInt16LE(flags, 8)
    central.writeUInt32LE(crc32(bytes), 16)
    central.writeUInt32LE(bytes.length, 20)
    central.writeUInt32LE(claims, 24)
    central.writeUInt16LE(Buffer.byteLength(name, 'latin1'), 28)
    central.writeUInt32LE((mode << 16) >>> 0, 38)
    central.writeUInt32LE(offset, 42)
    const whole = Buffer.concat([local, Buffer.from(localName, 'latin1'), bytes])
    parts.push(whole)
    directory.push(central, Buffer.from(name, 'latin1'))
    offset += whole.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...parts, listed, end]))
}
