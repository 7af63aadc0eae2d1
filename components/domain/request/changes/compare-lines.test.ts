import { expect, test } from 'vitest'
import { compareLines, compareWords, type LinePair, lineCounts, runsOf } from './compare-lines.ts'

const lines = (text: string) => text.split(' ')
const shown = (before: string, after: string) => {
  const [old, fresh] = [lines(before), lines(after)]
  return compareLines(old, fresh).map(
    ({ before: b, after: a, same }) => `${b === null ? '-' : old[b]}${same ? '=' : '|'}${a === null ? '-' : fresh[a]}`,
  )
}

test('equal lines stand beside each other, a replaced line beside its successor', () => {
  expect(shown('a b c d', 'a x c d e')).toEqual(['a=a', 'b|x', 'c=c', 'd=d', '-|e'])
  expect(shown('a b c', 'c')).toEqual(['a|-', 'b|-', 'c=c'])
  expect(shown('a a', 'a a a')).toEqual(['a=a', 'a=a', '-|a'])
})

const rebuild = (pairs: readonly LinePair[], side: 'before' | 'after') =>
  pairs.flatMap((pair) => (pair[side] === null ? [] : [pair[side]]))

test('every line of both texts stands in exactly one row, in order, and rows called same are same', () => {
  for (let round = 0; round < 200; round += 1) {
    const make = (seed: number) => Array.from({ length: (seed * 7) % 23 }, (_, index) => String((index * seed) % 5))
    const [before, after] = [make(round + 1), make(round * 3 + 2)]
    const pairs = compareLines(before, after)
    expect(rebuild(pairs, 'before')).toEqual(before.map((_, index) => index))
    expect(rebuild(pairs, 'after')).toEqual(after.map((_, index) => index))
    for (const { before: b, after: a, same } of pairs) if (same) expect(before[b ?? -1]).toBe(after[a ?? -2])
  }
})

test('10,000 lines take less than 200 ms of this thread, changed here and there or altogether', () => {
  const before = Array.from({ length: 10_000 }, (_, index) => `line ${index} of the file`)
  const sparse = before.map((line, index) => (index % 97 === 0 ? `${line}, changed` : line))
  const other = before.map((line) => `${line} and nothing like it was`)
  for (const after of [sparse, other]) {
    const started = process.threadCpuUsage()
    const pairs = compareLines(before, after)
    runsOf(pairs)
    const { user, system } = process.threadCpuUsage(started)
    expect((user + system) / 1000).toBeLessThan(200)
    expect(lineCounts(pairs).added).toBe(after === sparse ? 104 : 10_000)
  }
})

test('equal lines far from a change are folded, a single one is not', () => {
  const before = Array.from({ length: 20 }, (_, index) => `${index}`)
  const after = before.with(10, 'x')
  expect(runsOf(compareLines(before, after))).toEqual([
    { from: 0, to: 7, hidden: true },
    { from: 7, to: 14, hidden: false },
    { from: 14, to: 20, hidden: true },
  ])
  const short = before.slice(0, 5)
  expect(runsOf(compareLines(short, short.with(4, 'x')))).toEqual([
    { from: 0, to: 1, hidden: false },
    { from: 1, to: 5, hidden: false },
  ])
})

test('words that differ are marked, lines without anything in common are not', () => {
  const { before, after } = compareWords("NotBefore = '20:00'", "NotBefore = '21:00'")
  expect(before.filter(({ changed }) => changed).map(({ text }) => text)).toEqual(['20'])
  expect(after.filter(({ changed }) => changed).map(({ text }) => text)).toEqual(['21'])
  expect(compareWords('abc', 'xyz uvw').after).toEqual([{ text: 'xyz uvw', changed: false }])
})
