import { FormatError } from '../format-error.ts'
import { TAG } from './tags.ts'

/** One element: `bytes` with tag and length, `value` without. Both are views into the input. */
export interface DerElement {
  readonly tag: number
  readonly bytes: Uint8Array
  readonly value: Uint8Array
}

/** Reads exactly one element. Throws FormatError on anything that is not DER, and on bytes after it. */
export function readDer(bytes: Uint8Array): DerElement {
  const element = elementAt(bytes, 0)
  if (element.bytes.length !== bytes.length) throw new FormatError('DER', 'Bytes follow the end of a DER element.')
  return element
}

/** A constructed element's parts, in order. */
export function readParts(element: DerElement): DerElement[] {
  if ((element.tag & 0x20) === 0) throw new FormatError('DER', 'A constructed DER element was expected.')
  const parts: DerElement[] = []
  for (let offset = 0; offset < element.value.length; ) {
    const part = elementAt(element.value, offset)
    parts.push(part)
    offset += part.bytes.length
  }
  return parts
}

// Strict: low tag numbers, definite lengths, shortest form. Lengths over 2^31 do not occur in what we accept.
function elementAt(bytes: Uint8Array, offset: number): DerElement {
  const tag = byteAt(bytes, offset)
  if ((tag & 0x1f) === 0x1f) throw new FormatError('DER', 'A DER tag has more than one octet.')
  const first = byteAt(bytes, offset + 1)
  let header = 2
  let length = first
  if (first === 0x80 || first > 0x84) throw new FormatError('DER', 'A DER length is indefinite or too large.')
  if (first > 0x80) {
    const count = first & 0x7f
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + byteAt(bytes, offset + 2 + i)
    header += count
    if (length < 0x80 || length < 256 ** (count - 1)) throw new FormatError('DER', 'A DER length is not the shortest.')
  }
  const end = offset + header + length
  if (end > bytes.length) throw new FormatError('DER', 'A DER element is longer than its bytes.')
  return { tag, bytes: bytes.subarray(offset, end), value: bytes.subarray(offset + header, end) }
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset]
  if (byte === undefined) throw new FormatError('DER', 'A DER element ends too early.')
  return byte
}

/** Walks the parts of a SEQUENCE or SET: what is expected next, what may be there, and that nothing is left. */
export class DerFields {
  readonly #parts: readonly DerElement[]
  readonly #what: string
  #next = 0

  constructor(element: DerElement, tag: number, what: string) {
    if (element.tag !== tag) throw new FormatError('DER', `${what} has the wrong DER tag.`)
    this.#parts = readParts(element)
    this.#what = what
  }

  take(tag: number): DerElement {
    const part = this.optional(tag)
    if (part === null) throw new FormatError('DER', `${this.#what} lacks an expected field.`)
    return part
  }

  optional(tag: number): DerElement | null {
    const part = this.#parts[this.#next]
    if (part?.tag !== tag) return null
    this.#next++
    return part
  }

  end(): void {
    if (this.#next !== this.#parts.length) throw new FormatError('DER', `${this.#what} holds an unexpected field.`)
  }
}

/** The only part of a constructed element. */
export function onlyPart(element: DerElement, what: string): DerElement {
  const parts = readParts(element)
  const [first] = parts
  if (first === undefined || parts.length !== 1) throw new FormatError('DER', `${what} must hold exactly one element.`)
  return first
}

/** Dotted decimals of an OBJECT IDENTIFIER; arcs up to 2^53. */
export function readOid(element: DerElement): string {
  const { value } = element
  const last = value[value.length - 1]
  if (element.tag !== TAG.oid || last === undefined || (last & 0x80) !== 0) {
    throw new FormatError('DER', 'An object identifier is malformed.')
  }
  const arcs: number[] = []
  let arc = 0
  for (const octet of value) {
    if (arc === 0 && octet === 0x80) throw new FormatError('DER', 'An object identifier is not in its shortest form.')
    arc = arc * 128 + (octet & 0x7f)
    if (!Number.isSafeInteger(arc)) throw new FormatError('DER', 'An object identifier is too large.')
    if ((octet & 0x80) !== 0) continue
    arcs.push(arc)
    arc = 0
  }
  const [head = 0, ...rest] = arcs
  const root = Math.min(2, Math.floor(head / 40))
  return [root, head - 40 * root, ...rest].join('.')
}

/** A small non-negative INTEGER, as versions are. */
export function readSmallInteger(element: DerElement): number {
  const [octet] = element.value
  if (element.tag !== TAG.integer || octet === undefined || element.value.length !== 1 || octet > 0x7f) {
    throw new FormatError('DER', 'A small whole number was expected.')
  }
  return octet
}

/** A non-negative INTEGER below 2^48. */
export function readWholeNumber(element: DerElement): number {
  const { value } = element
  const [first, second = 0x80] = value
  const longer = first === 0 && value.length > 1 && second < 0x80
  if (element.tag !== TAG.integer || first === undefined || first > 0x7f || longer || value.length > 6) {
    throw new FormatError('DER', 'A whole number was expected.')
  }
  return value.reduce((number, octet) => number * 256 + octet, 0)
}

/** UTCTime or GeneralizedTime in the forms that `time` writes: UTC, whole seconds. */
export function readTime(element: DerElement): Date {
  const text = new TextDecoder('latin1').decode(element.value)
  const form = element.tag === TAG.utcTime ? /^\d{12}Z$/ : element.tag === TAG.generalizedTime ? /^\d{14}Z$/ : null
  if (form === null || !form.test(text)) throw new FormatError('DER', 'A time is malformed.')
  const digits = text.length === 15 ? text : `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}`
  const iso = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) throw new FormatError('DER', 'A time names no instant.')
  return at
}
