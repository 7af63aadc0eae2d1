import { expect, test } from 'vitest'
import { RACES, runRaces } from './run-races.ts'

/** The two extreme orders of each race; the long form, `node bench/races/run-races.ts`, draws 200. */
const ROUNDS = 2

test('deeds at the same time end in one outcome on which signer, portal and audit log agree', async () => {
  const outcomes = await runRaces(ROUNDS)
  expect(Object.keys(outcomes)).toEqual(Object.keys(RACES))
  expect(outcomes).toEqual({
    'edit against approve': { 'draft, second refused': 1, 'signed, first refused': 1 },
    'two approvals at once': { 'signed, tomas first': 1, 'signed, amara first': 1 },
    'approve against withdraw': { 'withdrawn, second refused': 1, 'signed, first refused': 1 },
    'approve against recall': { 'signed, first refused': 1, recalled: 1 },
  })
}, 60_000)
