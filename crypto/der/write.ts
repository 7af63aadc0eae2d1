import { compareBytes, concatBytes } from './bytes.ts'
import { TAG } from './tags.ts'

/** One DER element: tag, shortest definite length, the parts one after the other (X.690, 8.1.3 and 10.1). */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return concatBytes([Uint8Array.of(tag, ...lengthOctets(length)), ...parts])
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return [0x80 | octets.length, ...octets]
}

export const sequence = (...parts: readonly Uint8Array[]) => der(TAG.sequence, ...parts)
/** SET OF: the parts in ascending order of their bytes. */
export const setOf = (...parts: readonly Uint8Array[]) => der(TAG.set, ...parts.toSorted(compareBytes))
export const octetString = (value: Uint8Array) => der(TAG.octetString, value)
export const bitString = (value: Uint8Array, unusedBits = 0) => der(TAG.bitString, Uint8Array.of(unusedBits), value)
export const nullValue = () => der(TAG.null)
export const booleanTrue = () => der(TAG.boolean, Uint8Array.of(0xff))
export const utf8String = (value: string) => der(TAG.utf8String, new TextEncoder().encode(value))

/** INTEGER from a whole number, or from big-endian bytes that are read as unsigned. */
export function integer(value: number | Uint8Array): Uint8Array {
  const bytes = typeof value === 'number' ? unsignedBytes(value) : value
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const digits = bytes.subarray(start)
  return der(TAG.integer, ((digits[0] ?? 0) & 0x80) === 0 ? digits : concatBytes([Uint8Array.of(0), digits]))
}

function unsignedBytes(value: number): Uint8Array {
  const octets: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Uint8Array.from(octets.length === 0 ? [0] : octets)
}

/** OBJECT IDENTIFIER from dotted decimals (X.690, 8.19). */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets: number[] = []
  for (const arc of [first * 40 + second, ...rest]) {
    const digits = [arc & 0x7f]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left & 0x7f) | 0x80)
    octets.push(...digits)
  }
  return der(TAG.oid, Uint8Array.from(octets))
}

/** UTCTime up to 2049, GeneralizedTime from 2050 on (RFC 5280, 4.1.2.5); whole seconds. */
export function time(at: Date): Uint8Array {
  const digits = at.toISOString().replace(/[-:T]/g, '').slice(0, 14)
  const year = at.getUTCFullYear()
  return year < 2050
    ? der(TAG.utcTime, new TextEncoder().encode(`${digits.slice(2)}Z`))
    : der(TAG.generalizedTime, new TextEncoder().encode(`${digits}Z`))
}
