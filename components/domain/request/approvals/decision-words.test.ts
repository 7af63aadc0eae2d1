import { describe, expect, test } from 'vitest'
import type { Policy } from '#core/protocol/protocol.ts'
import { orList, policySentences, seatWords } from './decision-words.ts'

const person = (name: string) => ({ id: name.toLowerCase(), name })
const seat = {
  groupId: 'ad',
  title: 'AD operations',
  required: 2,
  filled: [person('Tomas')],
  waitsFor: [person('Amara')],
}
const policy: Policy = {
  type: 'mim-gmsa/policy/1',
  id: 'conversion',
  version: 1,
  kind: 'conversion',
  title: 'Conversion',
  groups: [
    { id: 'ad', title: 'AD operations', count: 1 },
    { id: 'sec', title: 'Information security', count: 2 },
  ],
  validDays: 14,
  allowSyncedPasskeys: false,
  covers: ['pam', 'unconstrained-delegation', 'acknowledged-warnings', 'secrets'],
  coolingOffHours: 0,
  ticketRequired: false,
}

test('lists read like speech', () => {
  expect([orList([]), orList(['A']), orList(['A', 'B']), orList(['A', 'B', 'C'], 'and')]).toEqual([
    '',
    'A',
    'A or B',
    'A, B and C',
  ])
})

describe('seatWords', () => {
  test('name who approved and who still could', () => {
    expect(seatWords(seat, false)).toBe('Tomas approved. Waits for Amara.')
  })

  test('say when nobody is left who could', () => {
    expect(seatWords({ ...seat, filled: [], waitsFor: [] }, false)).toBe('Nobody who is left can fill this seat.')
  })

  test('promise nothing after the end', () => {
    expect(seatWords({ ...seat, filled: [] }, true)).toBe('Nobody approved.')
    expect(seatWords({ ...seat, required: 1 }, true)).toBe('Tomas approved.')
  })
})

describe('policySentences', () => {
  test('name every group with its number of seats', () => {
    expect(policySentences(policy, 'production')[0]).toBe(
      'The plan needs one of AD operations and two of Information security.',
    )
  })

  test('say in the demo that no passkey was asked', () => {
    expect(policySentences(policy, 'demo').at(-1)).toContain('Demo')
    expect(policySentences(policy, 'production').at(-1)).toContain('passkeys')
  })
})
