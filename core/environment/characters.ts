/**
 * Characters that a text of an environment may not hold, because a person cannot see them, mistakes them for others, or
 * because Windows PowerShell reads them as quotes, dashes or blanks (domain reference, section 6, points 9 and 11).
 * Listed as ranges instead of Unicode properties, so that every engine version gives the same answer.
 */
export type UnwantedKind = 'control' | 'bidi' | 'invisible' | 'quote' | 'dash' | 'blank'

export interface UnwantedCharacter {
  readonly kind: UnwantedKind
  /** `U+2019`. */
  readonly codePoint: string
  readonly name: string
  /** Position in the text, counted from 1 in code points. */
  readonly position: number
}

type Range = readonly [from: number, to: number, kind: UnwantedKind, name: string]

const RANGES: readonly Range[] = [
  [0x00, 0x08, 'control', 'control character'],
  [0x09, 0x09, 'control', 'tabulator'],
  [0x0a, 0x0a, 'control', 'line feed'],
  [0x0b, 0x0c, 'control', 'control character'],
  [0x0d, 0x0d, 'control', 'carriage return'],
  [0x0e, 0x1f, 'control', 'control character'],
  [0x7f, 0x9f, 'control', 'control character'],
  [0xa0, 0xa0, 'blank', 'no-break space'],
  [0xad, 0xad, 'invisible', 'soft hyphen'],
  [0x34f, 0x34f, 'invisible', 'combining grapheme joiner'],
  [0x61c, 0x61c, 'bidi', 'Arabic letter mark'],
  [0x115f, 0x1160, 'invisible', 'Hangul filler'],
  [0x1680, 0x1680, 'blank', 'Ogham space'],
  [0x17b4, 0x17b5, 'invisible', 'invisible vowel'],
  [0x180b, 0x180f, 'invisible', 'Mongolian selector'],
  [0x2000, 0x200a, 'blank', 'typographic space'],
  [0x200b, 0x200d, 'invisible', 'zero-width character'],
  [0x200e, 0x200f, 'bidi', 'direction mark'],
  [0x2010, 0x2015, 'dash', 'typographic dash'],
  [0x2018, 0x201b, 'quote', 'curly single quote'],
  [0x201c, 0x201f, 'quote', 'curly double quote'],
  [0x2028, 0x2029, 'control', 'line or paragraph separator'],
  [0x202a, 0x202e, 'bidi', 'direction override'],
  [0x202f, 0x202f, 'blank', 'narrow no-break space'],
  [0x2032, 0x2036, 'quote', 'prime mark'],
  [0x205f, 0x205f, 'blank', 'mathematical space'],
  [0x2060, 0x2065, 'invisible', 'invisible operator'],
  [0x2066, 0x2069, 'bidi', 'direction isolate'],
  [0x206a, 0x206f, 'invisible', 'deprecated format character'],
  [0x2212, 0x2212, 'dash', 'minus sign'],
  [0x3000, 0x3000, 'blank', 'ideographic space'],
  [0x3164, 0x3164, 'invisible', 'Hangul filler'],
  [0xe000, 0xf8ff, 'invisible', 'private-use character'],
  [0xfe00, 0xfe0f, 'invisible', 'variation selector'],
  [0xfeff, 0xfeff, 'invisible', 'zero-width no-break space'],
  [0xffa0, 0xffa0, 'invisible', 'Hangul filler'],
  [0xfff0, 0xffff, 'invisible', 'special character'],
  [0xe0000, 0xe0fff, 'invisible', 'tag character'],
  [0xf0000, 0x10ffff, 'invisible', 'private-use character'],
]

const PLAIN = /^[\x20-\x7e]*$/

/** Every unwanted character of a text, in order. */
export function unwantedCharacters(text: string): UnwantedCharacter[] {
  if (PLAIN.test(text)) return []
  return [...text].flatMap((character, index) => {
    const code = character.codePointAt(0) ?? 0
    const range = rangeOf(code)
    return range ? [{ kind: range[2], codePoint: codePointText(code), name: range[3], position: index + 1 }] : []
  })
}

/** The text with each unwanted character written out as `[U+202E]`: safe to print in a message. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0
      return rangeOf(code) ? `[${codePointText(code)}]` : character
    })
    .join('')
}

function rangeOf(code: number): Range | undefined {
  return RANGES.find(([from, to]) => code >= from && code <= to)
}

const codePointText = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
