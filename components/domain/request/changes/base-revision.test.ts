import { expect, test } from 'vitest'
import { baseRevision, hasChanges, voteToRenew } from './base-revision.ts'

const revisions = [4, 3, 2, 1].map((revision) => ({ revision }))
const vote = (revision: number) => ({ revision, at: '2026-11-24T10:00:00Z', decision: 'approve' as const })

test('compares with the last vote, else with the revision before, unless another one was chosen', () => {
  expect(baseRevision({ revisions, lastVote: vote(2) }, 4, null)).toBe(2)
  expect(baseRevision({ revisions, lastVote: null }, 4, null)).toBe(3)
  expect(baseRevision({ revisions, lastVote: vote(4) }, 4, null)).toBe(3)
  expect(baseRevision({ revisions, lastVote: vote(2) }, 4, '1')).toBe(1)
  expect(baseRevision({ revisions, lastVote: vote(2) }, 4, '9')).toBe(2)
  expect(baseRevision({ revisions, lastVote: null }, 1, null)).toBe(null)
})

test('a vote on an earlier revision is to be given again, one on this revision is not', () => {
  expect(voteToRenew({ revisions, lastVote: vote(2) }, 4)?.revision).toBe(2)
  expect(voteToRenew({ revisions, lastVote: vote(4) }, 4)).toBe(null)
})

test('a first revision has nothing to compare with', () => {
  expect(hasChanges({ revisions: revisions.slice(3), revision: 1, generated: null })).toBe(false)
  expect(hasChanges({ revisions, revision: 4, generated: null })).toBe(true)
})
