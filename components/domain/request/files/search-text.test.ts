import { describe, expect, test } from 'vitest'
import { cutLine, findMatches, linesOf, MAX_MATCHES } from './search-text.ts'

test('lines are what an editor counts, with either line end', () => {
  expect(linesOf('a\r\nb\n\nc\r\n')).toEqual(['a', 'b', '', 'c'])
  expect(linesOf('')).toEqual([''])
})

describe('findMatches', () => {
  test('finds every place, whatever the letter case', () => {
    expect(findMatches(['Ab ab', 'x', 'AB'], 'ab')).toEqual([
      { line: 0, from: 0, to: 2 },
      { line: 0, from: 3, to: 5 },
      { line: 2, from: 0, to: 2 },
    ])
  })

  test('an empty search finds nothing', () => {
    expect(findMatches(['abc'], '')).toEqual([])
  })

  test('places stay right where a letter changes its length with its case', () => {
    const [match] = findMatches(['İİ name'], 'name')
    expect(match && 'İİ name'.slice(match.from, match.to)).toBe('name')
  })

  test('gives up counting at a bound', () => {
    expect(findMatches(['a'.repeat(5000)], 'a')).toHaveLength(MAX_MATCHES)
  })
})

test('cutLine loses nothing and numbers the matches', () => {
  const line = 'one two one'
  const pieces = cutLine(line, findMatches([line], 'one'), 7)
  expect(pieces.map(({ text }) => text).join('')).toBe(line)
  expect(pieces.map(({ match }) => match)).toEqual([7, null, 8])
})
