import { expect, test } from 'vitest'
import { AUDIT_KINDS, auditKindWords } from './kinds.ts'

const D = 'a'.repeat(64)
const entry = { seq: 7, sha256: D, at: '2026-11-24T10:00:00.000Z' }
const facts = { actor: 'Amara Okafor', object: 'MG-0001', outcome: 'done', texts: {} } as const

test('a sentence names actor, object and comment', () => {
  const details = { revision: 2, planDigest: D, from: 'submitted', to: 'rejected', entry }
  const { sentence } = auditKindWords('request.rejected')
  expect(sentence({ ...facts, details, texts: { comment: 'Wrong weekend' } })).toBe(
    'Amara Okafor rejected MG-0001 revision 2: “Wrong weekend”',
  )
  expect(sentence({ ...facts, details })).toBe('Amara Okafor rejected MG-0001 revision 2.')
})

test.each([
  ['an unknown kind', 'request.melted', {}, 'Amara Okafor: request.melted MG-0001'],
  ['details of another version', 'request.rejected', { revision: 'two' }, 'Amara Okafor: Rejected MG-0001'],
  ['a name of Object', 'constructor', {}, 'Amara Okafor: constructor MG-0001'],
])('%s still gives a sentence', (_, kind, details, expected) => {
  expect(auditKindWords(kind).sentence({ ...facts, details })).toBe(expected)
})

test('no kind takes a field that it does not name', () => {
  for (const [kind, { details }] of Object.entries(AUDIT_KINDS)) {
    expect(details.safeParse({ passphrase: 'x' }).success, kind).toBe(false)
  }
})

test('titles are different, so that a filter by title means one kind', () => {
  const titles = Object.values(AUDIT_KINDS).map(({ title }) => title)
  expect(new Set(titles).size).toBe(titles.length)
})
