import { expect, test } from 'vitest'
import { compareFiles } from './compare-files.ts'

const file = (target: string, path: string, sha256: string) => ({ target, path, sha256, bytes: 1 })

test('added, removed and changed files; the same difference in several targets is told once', () => {
  const before = [
    file('A', 'm.psm1', '1'),
    file('B', 'm.psm1', '1'),
    file('A', 's.psd1', '2'),
    file('A', 'old', '3'),
    file('A', 'x', '9'),
  ]
  const after = [
    file('A', 'm.psm1', '4'),
    file('B', 'm.psm1', '4'),
    file('A', 's.psd1', '5'),
    file('C', 'new', '6'),
    file('A', 'x', '9'),
  ]
  const { changes, same } = compareFiles(before, after)
  expect(changes.map(({ kind, path, targets }) => [kind, path, ...targets])).toEqual([
    ['changed', 'm.psm1', 'A', 'B'],
    ['changed', 's.psd1', 'A'],
    ['added', 'new', 'C'],
    ['removed', 'old', 'A'],
  ])
  expect(same).toBe(1)
})

test('files of one path that became different bytes stay apart', () => {
  const { changes } = compareFiles(
    [file('A', 's', '1'), file('B', 's', '1')],
    [file('A', 's', '2'), file('B', 's', '3')],
  )
  expect(changes.map(({ targets }) => targets)).toEqual([['A'], ['B']])
})
