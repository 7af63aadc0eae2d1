import { expect, test } from 'vitest'
import { duration, localTime, span, utcTime } from './moment.ts'

test('local time is what was typed, UTC is the same moment', () => {
  const instant = '2026-11-28T22:00:00+01:00'
  expect(localTime(instant)).toBe('Sat 28 Nov 2026, 22:00')
  expect(utcTime(instant)).toBe('Sat 28 Nov 2026, 21:00')
  expect(localTime('2026-03-01T00:30:00-05:00')).toBe('Sun 1 Mar 2026, 00:30')
  expect(utcTime('2026-12-31T23:30:00-05:30')).toBe('Fri 1 Jan 2027, 05:00')
  expect(localTime('2026-11-28T22:00:00Z')).toBe('Sat 28 Nov 2026, 22:00')
})

test('a shift of minutes crosses midnight', () => {
  expect(localTime('2026-11-29T00:20:00+01:00', -90)).toBe('Sat 28 Nov 2026, 22:50')
})

test('a common day is said once', () => {
  expect(span('Sat 28 Nov 2026, 22:00', 'Sat 28 Nov 2026, 23:30')).toEqual(['Sat 28 Nov 2026, 22:00', '23:30'])
  expect(span('Sat 28 Nov 2026, 22:00', 'Sun 29 Nov 2026, 04:00')).toEqual([
    'Sat 28 Nov 2026, 22:00',
    'Sun 29 Nov 2026, 04:00',
  ])
})

test('a duration is said in the unit that a person uses', () => {
  expect([0, 45, 60, 95, 600, 2880, 50_400].map(duration)).toEqual([
    '0 min',
    '45 min',
    '1 h',
    '1 h 35 min',
    '10 h',
    '2 days',
    '35 days',
  ])
})
