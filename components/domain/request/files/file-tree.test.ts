import { describe, expect, test } from 'vitest'
import { chosenFile, type FileNode, flatOrder, treeOf } from './file-tree.ts'

const entry = (target: string, path: string) => ({ target, path, bytes: 10, sha256: 'a'.repeat(64) })
const entries = [
  entry('directory', 'runbook.html'),
  entry('directory', 'modules/MimGmsa/MimGmsa.psm1'),
  entry('directory', 'modules/MimGmsa/Private/Log.ps1'),
  entry('directory', 'Start-Runbook.ps1'),
  entry('SQL', 'runbook.html'),
]
const outline = (nodes: readonly FileNode[]): unknown[] =>
  nodes.map(({ name, entry: file, children }) => (file ? name : [name, outline(children)]))

describe('treeOf', () => {
  const tree = treeOf(entries)

  test('shows files before folders, inside each target', () => {
    expect(tree.map(({ target, files, bytes }) => [target, files, bytes])).toEqual([
      ['directory', 4, 40],
      ['SQL', 1, 10],
    ])
    expect(outline(tree[0]?.nodes ?? [])).toEqual([
      'Start-Runbook.ps1',
      'runbook.html',
      ['modules', [['MimGmsa', ['MimGmsa.psm1', ['Private', ['Log.ps1']]]]]],
    ])
  })

  test('takes the targets in the order of the plan', () => {
    expect(treeOf(entries, ['SQL', 'directory']).map(({ target }) => target)).toEqual(['SQL', 'directory'])
  })

  test('previous and next go through every file once, as the tree shows them', () => {
    expect(flatOrder(tree).map(({ target, path }) => `${target}/${path}`)).toEqual([
      'directory/Start-Runbook.ps1',
      'directory/runbook.html',
      'directory/modules/MimGmsa/MimGmsa.psm1',
      'directory/modules/MimGmsa/Private/Log.ps1',
      'SQL/runbook.html',
    ])
  })
})

describe('chosenFile', () => {
  test('is what the address names, else a runbook', () => {
    expect(chosenFile(entries, 'directory', 'Start-Runbook.ps1')).toBe(entries[3])
    expect(chosenFile(entries, 'SQL', 'no-such-file')).toBe(entries[4])
    expect(chosenFile(entries, null, null)).toBe(entries[0])
    expect(chosenFile(entries, 'GONE', null)).toBe(entries[0])
    expect(chosenFile([], null, null)).toBeUndefined()
  })
})
