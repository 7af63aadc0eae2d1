import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countNodes, type Psd1Value, writePsd1 } from './psd1.ts'

const text = (value: { [key: string]: Psd1Value }) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(writePsd1(value))

it('writes tables, lists and texts in CRLF, with nothing but single-quoted literals', () => {
  expect(text({ A: 'x', B: [], C: {}, D: [{ E: "it's" }, 'y'] })).toBe(
    "@{\r\n    A = 'x'\r\n    B = @()\r\n    C = @{}\r\n    D = @(\r\n        @{\r\n            E = 'it''s'\r\n        },\r\n        'y'\r\n    )\r\n}\r\n",
  )
})

it('marks the file only where it is not ASCII', () => {
  expect(text({ A: 'plain' }).startsWith('@{')).toBe(true)
  expect(text({ A: 'Müller' }).startsWith('\ufeff@{')).toBe(true)
})

it('no text gets out of its literal', () => {
  const quotes = "'\u2018\u2019\u201a\u201b"
  const nasty = fc.string({ unit: fc.constantFrom(...quotes, '$', '(', ')', '`', '"', '#', ';', 'a', '\u2013') })
  fc.assert(
    fc.property(nasty, (value) => {
      const written = text({ A: value }).replace('\ufeff', '')
      const inside = written.slice('@{\r\n    A = '.length + 1, -"'\r\n}\r\n".length)
      // Every quote inside stands twice, so that none ends the literal.
      const single = inside.replace(/(['\u2018\u2019\u201a\u201b])\1/g, '')
      expect(quotes.split('').some((quote) => single.includes(quote))).toBe(false)
      expect(inside.replace(/(['\u2018\u2019\u201a\u201b])\1/g, '$1')).toBe(value)
    }),
    { numRuns: 2000 },
  )
})

it.each(['line\nend', 'nul\0', '\ud800'])('refuses text that no literal can carry', (value) => {
  expect(() => writePsd1({ A: value })).toThrow(RangeError)
})

it('refuses a key that is no name of this program', () => {
  expect(() => writePsd1({ 'A; Get-Date': 'x' })).toThrow(RangeError)
})

it('counts as the engine does: a list of n texts, and rows of two keys', () => {
  const list = (n: number) => Array.from({ length: n }, () => 'x')
  expect(countNodes(list(4000)) - countNodes(list(3000))).toBe(1000)
  expect(countNodes([{ A: '', B: '' }])).toBeGreaterThanOrEqual(4)
})
