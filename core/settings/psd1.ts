import { quote } from '#core/plan/text.ts'

/** What a data file may hold: text, lists and tables of it. Keys are names of this program, never a person's words. */
export type Psd1Value = string | readonly Psd1Value[] | { readonly [key: string]: Psd1Value }

/** Limits of `Import-PowerShellDataFile`, measured with the engine: 500 keys in one table, about 5,000 nodes in all. */
export const PSD1_LIMITS = { keysInTable: 500, nodes: 4900 } as const

const INDENT = '    '
const KEY = /^[A-Z][A-Za-z0-9]*$/

/**
 * One constant table as PowerShell data: nothing but single-quoted literals, CRLF, and a byte order mark only where the text is not
 * ASCII (Windows PowerShell 5.1 reads a file without one as ANSI). Throws on text that no data file can carry.
 */
export function writePsd1(table: { readonly [key: string]: Psd1Value }): Uint8Array {
  const text = `${write(table, '')}\r\n`
  const marked = /^[\x20-\x7e\r\n]*$/.test(text) ? text : `\ufeff${text}`
  return new TextEncoder().encode(marked)
}

/** Nodes of the syntax tree as the engine counts them for its limit: a key, and each literal. */
export function countNodes(value: Psd1Value): number {
  if (typeof value === 'string') return 1
  if (isList(value)) return 1 + sum(value.map(countNodes))
  return 1 + sum(Object.values(value).map((member) => 1 + countNodes(member)))
}

function write(value: Psd1Value, indent: string): string {
  if (typeof value === 'string') return literal(value)
  const inner = indent + INDENT
  if (isList(value)) {
    if (value.length === 0) return '@()'
    return `@(\r\n${value.map((entry) => `${inner}${write(entry, inner)}`).join(',\r\n')}\r\n${indent})`
  }
  const rows = Object.entries(value).map(([key, member]) => `${inner}${name(key)} = ${write(member, inner)}\r\n`)
  return rows.length === 0 ? '@{}' : `@{\r\n${rows.join('')}${indent}}`
}

/** Line ends and other controls are refused: rule N13 lets none through. */
function literal(text: string): string {
  if (!text.isWellFormed() || /\p{Cc}/u.test(text)) throw new RangeError('text with a control character')
  return quote(text)
}

function name(key: string): string {
  if (!KEY.test(key)) throw new RangeError(`not a key of this program: ${key}`)
  return key
}

const isList = (value: Psd1Value): value is readonly Psd1Value[] => Array.isArray(value)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
