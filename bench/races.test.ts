import { expect, test } from 'vitest'
import { runRaces } from './races.ts'

/** The long form is `node bench/races.ts`. */
const ROUNDS = 4

test('deeds at the same time end in one outcome on which signer, portal and audit log agree', async () => {
  const outcomes = await runRaces(ROUNDS)
  for (const states of Object.values(outcomes)) {
    expect(Object.values(states).reduce((total, count) => total + count, 0)).toBe(ROUNDS)
  }
  expect(outcomes['two approvals at once']).toEqual({ signed: ROUNDS })
  expect(Object.keys(outcomes['edit against approve'] ?? {})).not.toContain('submitted')
}, 60_000)
