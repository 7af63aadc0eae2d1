import { describe, expect, test } from 'vitest'
import { ZodError } from 'zod'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { hits, paths, textPaths } from './testing.ts'

const PATH = '/components/0/hostGroup/name'

describe('N13, characters that nobody sees or that PowerShell misreads', () => {
  test.each([
    ['curly single quote', 'U+2019', '\u2019', "'"],
    ['low single quote', 'U+201A', '\u201a', "'"],
    ['curly double quote', 'U+201C', '\u201c', '"'],
    ['no-break space', 'U+00A0', '\u00a0', ' '],
    ['zero-width space', 'U+200B', '\u200b', ''],
    ['byte order mark', 'U+FEFF', '\ufeff', ''],
    ['soft hyphen', 'U+00AD', '\u00ad', ''],
    ['en dash', 'U+2013', '\u2013', '-'],
    ['tag character', 'U+E0041', '\u{e0041}', ''],
  ])('%s is named, and the plain text offered', (_, codePoint, character, plain) => {
    const [finding] = hits('N13', { [PATH]: `MIM${character}Servers` })
    expect(finding).toMatchObject({ severity: 'error', path: PATH })
    expect(finding?.message).toContain(`MIM[${codePoint}]Servers holds ${codePoint}`)
    expect(finding?.message).toContain('at character 4')
    expect(finding?.fix?.value).toBe(`MIM${plain}Servers`)
  })

  test.each([
    ['right-to-left override', 'U+202E', '\u202e'],
    ['direction isolate', 'U+2066', '\u2066'],
    ['NUL', 'U+0000', '\0'],
    ['line feed', 'U+000A', '\n'],
    ['carriage return', 'U+000D', '\r'],
    ['tabulator', 'U+0009', '\t'],
    ['C1 control', 'U+0085', '\u0085'],
    ['line separator', 'U+2028', '\u2028'],
  ])('%s is named, written out, and nothing offered: a person must look', (_, codePoint, character) => {
    const [finding] = hits('N13', { [PATH]: `MIM${character}Servers` })
    expect(finding?.message).toContain(`MIM[${codePoint}]Servers holds ${codePoint}`)
    expect(finding?.message).not.toContain(character)
    expect(finding).not.toHaveProperty('fix')
  })

  test.each([' MIM', 'MIM ', ' MIM '])('blanks at the ends of "%s" are refused, and removed by the fix', (value) => {
    expect(hits('N13', { [PATH]: value })[0]?.fix?.value).toBe('MIM')
  })

  test('text of blanks alone is refused', () => {
    expect(hits('N13', { [PATH]: '   ' })[0]?.fix?.value).toBe('')
  })

  test('every unwanted character is counted', () => {
    expect(hits('N13', { [PATH]: '\u2018a\u2019\u200b' })[0]?.message).toContain('and 2 more')
  })

  test('letters of other languages and blanks inside pass', () => {
    expect(hits('N13', { [PATH]: 'Größe Ελλ 日本 x' })).toEqual([])
  })

  test('a dash in a sentence is a dash, a curly quote in it is not', () => {
    expect(hits('N13', { '/unconverted/0/note': 'farm \u2013 stays' })).toEqual([])
    expect(hits('N13', { '/unconverted/0/note': 'the farm\u2019s account' })).toHaveLength(1)
  })

  test('every free text of the document is looked at', () => {
    const places = textPaths(buildEnvironment()).filter(isFree)
    expect(places.length).toBeGreaterThan(80)
    for (const path of places) expect(paths(hits('N13', { [path]: '\u202eX' })), path).toEqual([path])
  })
})

/** False for a choice or an instant: there the schema refuses other text. */
function isFree(path: string): boolean {
  try {
    buildEnvironment({ [path]: 'any text' })
    return true
  } catch (error) {
    if (error instanceof ZodError) return false
    throw error
  }
}
