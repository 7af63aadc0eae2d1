import { AppError } from '#core/errors/app-error.ts'

const MAX_DEPTH = 100

/**
 * JSON in the one form of RFC 8785: keys in the order of their UTF-16 code units, numbers as ECMAScript writes them, no blanks.
 * A property whose value is undefined is left out. Refuses what has no such form: NaN, unpaired surrogates (RFC 7493), a key
 * `__proto__`, other classes than plain objects and arrays, nesting deeper than 100.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

/** The UTF-8 bytes of `canonicalJson`. */
export const canonicalBytes = (value: unknown): Uint8Array => new TextEncoder().encode(canonicalJson(value))

/**
 * Parses received bytes that claim to be canonical. BAD_INPUT unless they are exactly what `canonicalJson` writes of their value:
 * so duplicate keys, blanks, other escapes and invalid UTF-8 are all refused.
 */
export function parseCanonicalJson(bytes: Uint8Array): unknown {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'This is not JSON.', { cause })
  }
  if (canonicalJson(value) !== text) throw new AppError('BAD_INPUT', 'This is not canonical JSON (RFC 8785).')
  return value
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw refuse('nesting deeper than 100')
  if (value === null || value === true || value === false) return String(value)
  if (typeof value === 'string') return writeText(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refuse(String(value))
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((entry) => write(entry, depth + 1)).join(',')}]`
  if (isPlain(value)) return writeObject(value, depth)
  throw refuse(typeof value)
}

function writeObject(value: Record<string, unknown>, depth: number): string {
  const members: string[] = []
  for (const key of Object.keys(value).sort()) {
    if (key === '__proto__') throw refuse('a key __proto__')
    const member = value[key]
    if (member !== undefined) members.push(`${writeText(key)}:${write(member, depth + 1)}`)
  }
  return `{${members.join(',')}}`
}

function writeText(text: string): string {
  if (!text.isWellFormed()) throw refuse('an unpaired surrogate')
  return JSON.stringify(text)
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const refuse = (what: string) => new AppError('BAD_INPUT', `Canonical JSON can not hold ${what}.`)
