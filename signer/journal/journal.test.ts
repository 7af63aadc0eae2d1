import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { lockFolder } from './folder-lock.ts'
import { Journal, type NewEntry } from './journal.ts'

const clock = () => new Date('2026-11-24T10:00:00Z')
const genesis: NewEntry = { kind: 'genesis', mode: 'demo', nonce: 'n', portalKey: null, certificateSha256: null }
const person = (id: string): NewEntry => ({ kind: 'person', person: { id, name: 'Zoë', groups: [], active: true } })

let dir: string
const path = () => join(dir, 'journal')
const lines = () => readFileSync(path(), 'utf8').split('\n').slice(0, -1)
const rewrite = (changed: readonly string[]) => writeFileSync(path(), changed.map((line) => `${line}\n`).join(''))
const reopen = () => {
  const journal = new Journal(dir, clock)
  journal.stop()
  return journal.lines
}

beforeEach(() => {
  dir = temporaryFolder()
  const journal = new Journal(dir, clock)
  for (const entry of [genesis, person('ana'), person('ben'), person('cem')]) journal.append(entry)
  journal.stop()
})

test('what was appended is there after a restart, numbered and chained', () => {
  const found = reopen()
  expect(found.map(({ entry }) => [entry.seq, entry.kind])).toEqual([
    [0, 'genesis'],
    [1, 'person'],
    [2, 'person'],
    [3, 'person'],
  ])
  expect(found.map(({ entry }) => entry.previous)).toEqual([null, ...found.slice(0, 3).map(({ sha256 }) => sha256)])
})

test('an entry goes on after a restart', () => {
  const journal = new Journal(dir, clock)
  expect(journal.append(person('dan')).entry.seq).toBe(4)
  journal.stop()
  expect(reopen()).toHaveLength(5)
})

test('an edited line is refused by its number', () => {
  rewrite(lines().map((line) => line.replace('"ben"', '"bob"')))
  expect(reopen).toThrow(/entry 3 does not follow/)
})

test('an edited last line is refused', () => {
  rewrite(lines().map((line) => line.replace('"cem"', '"eve"')))
  expect(reopen).toThrow(/entry 3/)
})

test('a deleted, repeated or reordered line is refused', () => {
  const [a = '', b = '', c = '', d = ''] = lines()
  rewrite([a, c, d])
  expect(reopen).toThrow(/entry 1/)
  rewrite([a, b, b, c, d])
  expect(reopen).toThrow(/entry 2/)
  rewrite([a, c, b, d])
  expect(reopen).toThrow(/entry 1/)
  rewrite([b, c, d])
  expect(reopen).toThrow(/entry 0/)
})

test('a journal that lost its last lines, or all of them, is refused', () => {
  rewrite(lines().slice(0, 3))
  expect(reopen).toThrow(/entry 3 was written once/)
  rewrite([])
  expect(reopen).toThrow(/entry 3 was written once/)
})

test('a missing head beside several entries is refused', () => {
  rmSync(join(dir, 'head'))
  expect(reopen).toThrow(/no head/)
})

test('lines that somebody else appended are refused, even well chained ones', () => {
  const other = new Journal(temporaryFolder(), clock)
  for (const entry of [genesis, person('ana'), person('ben'), person('cem'), person('x'), person('y')])
    other.append(entry)
  other.stop()
  rewrite(other.lines.map(({ entry }) => JSON.stringify(entry, Object.keys(entry).toSorted())))
  expect(reopen).toThrow(/damaged/)
})

test('text that is not canonical, not JSON or of an unknown kind is refused', () => {
  const head = lines().slice(0, 3)
  const last = lines()[3] ?? ''
  rewrite([...head, last.replace('{', '{ ')])
  expect(reopen).toThrow(/canonical/)
  rewrite([...head, last.slice(0, -1)])
  expect(reopen).toThrow(/not JSON/)
  rewrite([...head, last.replace('"kind":"person"', '"kind":"king"')])
  expect(reopen).toThrow(/unknown shape/)
})

test('a line that a crash cut short is cut off, and the journal goes on', () => {
  const before = readFileSync(path())
  appendFileSync(path(), '{"at":"2026-11-24T10:00:')
  const journal = new Journal(dir, clock)
  expect(readFileSync(path())).toEqual(before)
  expect(journal.append(person('dan')).entry.seq).toBe(4)
  journal.stop()
})

test('a crash between the line and the head is healed', () => {
  const head = readFileSync(join(dir, 'head'))
  const journal = new Journal(dir, clock)
  journal.append(person('dan'))
  journal.stop()
  writeFileSync(join(dir, 'head'), head)
  expect(reopen()).toHaveLength(5)
})

test('nothing is appended after the file was changed behind the journal’s back', () => {
  const journal = new Journal(dir, clock)
  appendFileSync(path(), 'x')
  expect(() => journal.append(person('dan'))).toThrow(/changed by something else/)
  journal.stop()
})

test('an entry of a wrong shape is not written', () => {
  const journal = new Journal(dir, clock)
  expect(() => journal.append(person('Not An Id'))).toThrow()
  expect(journal.append(person('dan')).entry.seq).toBe(4)
  journal.stop()
})

test('who waits is answered by the next entry and by the end', async () => {
  const journal = new Journal(dir, clock)
  const waiting = journal.wait(60_000)
  journal.append(person('dan'))
  await waiting
  const other = journal.wait(60_000)
  journal.stop()
  await other
})

test('a folder is held by one signer, and free again after its end', () => {
  const release = lockFolder(dir)
  expect(() => lockFolder(dir)).toThrow(/Another signer/)
  release()
  lockFolder(dir)()
})

test('what a dead process left is taken over, a living one is respected', () => {
  writeFileSync(join(dir, 'lock'), '999999999')
  lockFolder(dir)()
  writeFileSync(join(dir, 'lock'), String(process.ppid))
  expect(() => lockFolder(dir)).toThrow(/Another signer/)
})
