/** One part of a distinguished name, e.g. `OU` and `Servers`, the value without escapes of special characters. */
export interface NamePart {
  readonly attribute: string
  readonly value: string
}

const PART = /^\s*([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*)\s*=(.*)$/s

/** The parts of a distinguished name (RFC 4514) from left to right; null for text that is none. Hexadecimal forms and parts with several attributes are not needed here and refused. */
export function parseDistinguishedName(text: string): NamePart[] | null {
  const parts: NamePart[] = []
  for (const raw of splitUnescaped(text)) {
    const match = PART.exec(raw)
    const value = match?.[2]?.trim() ?? ''
    if (!match || value === '' || /(^|[^\\])(\\\\)*["+;<>]/.test(value) || /(^|[^\\])(\\\\)*\\$/.test(value))
      return null
    parts.push({ attribute: (match[1] ?? '').toUpperCase(), value: value.replace(/\\(.)/gs, '$1') })
  }
  return parts
}

/** The DC values at the end of a name, from left to right: `contoso`, `com`. */
export function domainComponents(parts: readonly NamePart[]): string[] {
  const start = parts.findLastIndex((part) => part.attribute !== 'DC') + 1
  return parts.slice(start).map((part) => part.value)
}

/** Splits at commas that no backslash protects. */
function splitUnescaped(text: string): string[] {
  const parts: string[] = []
  let current = ''
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (character === '\\') {
      current += text.slice(index, index + 2)
      index += 1
    } else if (character === ',') {
      parts.push(current)
      current = ''
    } else {
      current += character
    }
  }
  return [...parts, current]
}
