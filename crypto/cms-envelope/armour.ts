import { FormatError } from '../format-error.ts'

const BEGIN = '-----BEGIN CMS-----'
const END = '-----END CMS-----'

/** The text form of `Protect-CmsMessage`: base64 in lines of 76 between two marks, CRLF. */
export function toArmour(envelope: Uint8Array): string {
  const base64 = toBase64(envelope)
  const lines = base64.match(/.{1,76}/g) ?? []
  return [BEGIN, ...lines, END, ''].join('\r\n')
}

/** The bytes of an armoured envelope; white space does not matter. Throws FormatError on anything else around or inside. */
export function fromArmour(text: string): Uint8Array {
  const inner = /^\s*-----BEGIN CMS-----\s([A-Za-z0-9+/=\s]{1,20000})-----END CMS-----\s*$/.exec(text)?.[1]
  if (inner === undefined) throw new FormatError('CMS', 'The text is no armoured CMS message.')
  return fromBase64(inner.replace(/\s/g, ''))
}

/** Standard base64 with padding (RFC 4648, 4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Reverse of `toBase64`; refuses what it would not have written. */
export function fromBase64(text: string): Uint8Array {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    if (toBase64(bytes) === text) return bytes
  } catch {
    // falls through to the one refusal
  }
  throw new FormatError('CMS', 'The text is no base64.')
}
