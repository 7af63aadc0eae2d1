import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationText, joinInstant, localText, OFFSETS, splitInstant } from './instants.ts'

describe('instants', () => {
  it('come back exactly as they were', () => {
    const texts = fc
      .tuple(
        fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true }),
        fc.constantFrom('', ':00', ':07', ':59.123'),
        fc.constantFrom('Z', ...OFFSETS),
      )
      .map(([date, seconds, offset]) => `${date.toISOString().slice(0, 16)}${seconds}${offset}`)
    fc.assert(
      fc.property(texts, (text) => {
        const parts = splitInstant(text)
        expect(parts).not.toBeNull()
        expect(parts && joinInstant(parts, text)).toBe(text)
      }),
    )
  })

  it('keep their seconds when the control shows minutes only', () => {
    expect(joinInstant({ local: '2026-12-05T21:30', offset: '+01:00' }, '2026-12-05T20:00:07+01:00')).toBe(
      '2026-12-05T21:30:07+01:00',
    )
    expect(joinInstant({ local: '2026-12-05T21:30', offset: '+01:00' })).toBe('2026-12-05T21:30:00+01:00')
  })

  it.each([
    ['', '+01:00'],
    ['2026-12-05', '+01:00'],
    ['2026-13-05T20:00', '+01:00'],
    ['2026-12-05T20:00', ''],
  ])('are none while %s %s is incomplete', (local, offset) => {
    expect(joinInstant({ local, offset })).toBeNull()
  })

  it('are read in their own offset', () => {
    expect(localText('2026-11-28T22:00:00+01:00')).toBe('Sat 28 Nov 2026, 22:00')
    expect(localText('soon')).toBe('soon')
  })

  it('give durations in words', () => {
    expect([40, 60, 235, 1440, 2190].map(durationText)).toEqual(['40 min', '1 h', '3 h 55', '1 d', '1 d 12 h'])
  })
})
