import { FormatError } from '../format-error.ts'
import { concatBytes } from './bytes.ts'
import { TAG } from './tags.ts'
import { der } from './write.ts'

const MAX_DEPTH = 32
const CONSTRUCTED_OCTETS = TAG.octetString | 0x20

/**
 * BER as DER: definite lengths in their shortest form, octet strings in one piece (X.690, 10.1 and 10.2). Some programs write PFX and
 * PKCS #7 files in BER. Order and values stay. Throws FormatError on what is not BER, on more than 32 levels and on bytes after it.
 */
export function berToDer(bytes: Uint8Array): Uint8Array {
  const { converted, end } = element(bytes, 0, bytes.length, 0)
  if (end !== bytes.length) throw new FormatError('DER', 'Bytes follow the end of a BER element.')
  return converted
}

interface Converted {
  readonly converted: Uint8Array
  readonly end: number
}

function element(bytes: Uint8Array, offset: number, limit: number, depth: number): Converted {
  if (depth > MAX_DEPTH) throw new FormatError('DER', 'A BER element is nested too deeply.')
  const tag = byteAt(bytes, offset, limit)
  if ((tag & 0x1f) === 0x1f) throw new FormatError('DER', 'A BER tag has more than one octet.')
  const { length, start } = readLength(bytes, offset + 1, limit)
  if ((tag & 0x20) === 0) {
    if (length === null) throw new FormatError('DER', 'A primitive BER element has no length.')
    return { converted: der(tag, bytes.subarray(start, start + length)), end: start + length }
  }
  const { parts, end } = readParts(bytes, start, length === null ? limit : start + length, length === null, depth)
  if (tag !== CONSTRUCTED_OCTETS) return { converted: der(tag, ...parts), end }
  return { converted: der(TAG.octetString, joinedOctets(parts)), end }
}

function readParts(bytes: Uint8Array, start: number, limit: number, open: boolean, depth: number) {
  const parts: Uint8Array[] = []
  let offset = start
  while (open || offset < limit) {
    if (open && byteAt(bytes, offset, limit) === 0 && byteAt(bytes, offset + 1, limit) === 0) {
      return { parts, end: offset + 2 }
    }
    const part = element(bytes, offset, limit, depth + 1)
    parts.push(part.converted)
    offset = part.end
  }
  return { parts, end: offset }
}

/** Null is the indefinite form. */
function readLength(bytes: Uint8Array, offset: number, limit: number): { length: number | null; start: number } {
  const first = byteAt(bytes, offset, limit)
  if (first === 0x80) return { length: null, start: offset + 1 }
  if (first > 0x84) throw new FormatError('DER', 'A BER length is too large.')
  let length = first
  let start = offset + 1
  if (first > 0x80) {
    length = 0
    for (const end = start + (first & 0x7f); start < end; start++) length = length * 256 + byteAt(bytes, start, limit)
  }
  if (start + length > limit) throw new FormatError('DER', 'A BER element is longer than its bytes.')
  return { length, start }
}

function byteAt(bytes: Uint8Array, offset: number, limit: number): number {
  const byte = offset < limit ? bytes[offset] : undefined
  if (byte === undefined) throw new FormatError('DER', 'A BER element ends too early.')
  return byte
}

/** The parts are converted already: octet strings in DER. */
function joinedOctets(parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    parts.map((part) => {
      if (part[0] !== TAG.octetString) throw new FormatError('DER', 'A piece of an octet string is none.')
      const long = (part[1] ?? 0) > 0x80 ? (part[1] ?? 0) & 0x7f : 0
      return part.subarray(2 + long)
    }),
  )
}
