import { describe, expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { REQUEST_STATES, type RequestState } from '#core/workflow/states.ts'
import { lifeOf } from './life.ts'

const DRAFT = '2026-11-19T08:00:00Z'
const SUBMITTED = '2026-11-23T13:00:00Z'
const seat = (filled: number) => ({
  groupId: 'g',
  title: 'Group',
  required: 1,
  filled: Array.from({ length: filled }, () => ({ id: 'p', name: 'Person' })),
  waitsFor: [],
})
const life = (state: RequestState, reached: Partial<Record<RequestState, string>>) =>
  lifeOf({ state, reached, seats: [seat(1), seat(0)], environment: buildEnvironment(), preparation: null })

describe('lifeOf', () => {
  test('says what was reached when, and what comes', () => {
    const steps = life('submitted', { draft: DRAFT, submitted: SUBMITTED })
    expect(steps.map(({ state, place, at, words }) => [state, place, at ?? words])).toEqual([
      ['draft', 'past', DRAFT],
      ['submitted', 'now', SUBMITTED],
      ['approved', 'coming', '1 of 2 groups'],
      ['signed', 'coming', 'by the signer'],
      ['in progress', 'coming', 'Sat 5 Dec, 20:00 CET'],
      ['completed', 'coming', 'after the checks'],
    ])
  })

  test('a rejection stands where it happened, and promises nothing after it', () => {
    const steps = life('rejected', { draft: DRAFT, submitted: SUBMITTED, rejected: '2026-11-24T09:00:00Z' })
    expect(steps.map(({ state, place }) => `${state}: ${place}`)).toEqual([
      'draft: past',
      'submitted: past',
      'rejected: now',
      'approved: never',
      'signed: never',
      'in progress: never',
      'completed: never',
    ])
  })

  test('a new draft after a submission does not claim to be submitted', () => {
    const steps = life('draft', { draft: DRAFT, submitted: SUBMITTED })
    expect(steps.find(({ state }) => state === 'submitted')).toMatchObject({ place: 'coming', at: null })
  })

  test('every state has exactly one place that is now', () => {
    for (const state of REQUEST_STATES)
      expect(life(state, { draft: DRAFT, [state]: SUBMITTED }).filter(({ place }) => place === 'now')).toHaveLength(1)
  })
})
