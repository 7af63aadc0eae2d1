import { expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { byteWords, counted, groupDigits, longDay, windowOpening } from './when.ts'

test('sizes are exact while that helps, and short after that', () => {
  expect([0, 9999, 31_204, 1_634_000].map(byteWords)).toEqual(['0 bytes', '9,999 bytes', '31 kB', '1.6 MB'])
})

test('numbers are grouped alike on server and browser', () => {
  expect([5, 1234, 1_234_567].map(groupDigits)).toEqual(['5', '1,234', '1,234,567'])
  expect([counted(1, 'step'), counted(1500, 'step'), counted(2, 'entry', 'entries')]).toEqual([
    '1 step',
    '1,500 steps',
    '2 entries',
  ])
})

test('a window is told on its own clock', () => {
  expect(longDay('2026-05-02T23:30:00-05:00')).toBe('Saturday 2 May')
  expect(windowOpening(buildEnvironment())).toBe('Sat 5 Dec, 20:00 CET')
  expect(windowOpening(buildEnvironment({ '/schedule/windows/conversion': null }))).toBe('no window yet')
})
