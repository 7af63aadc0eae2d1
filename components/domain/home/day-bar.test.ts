import { describe, expect, it } from 'vitest'
import { dayBar, windowWords } from './day-bar.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const cet = (notBefore: string, notAfter: string) => ({
  notBefore: `${notBefore}:00+01:00`,
  notAfter: `${notAfter}:00+01:00`,
  timeZone: 'CET',
})

describe('the bar of a window', () => {
  it('runs from midnight to midnight for an afternoon, by the clock of the place', () => {
    expect(dayBar(cet('2026-11-23T12:00', '2026-11-23T18:00'), NOW)).toEqual({
      left: 50,
      width: 25,
      ticks: ['00', '06', '12', '18', '24'],
      now: 54.17,
    })
  })

  it('runs from noon to noon for a night', () => {
    expect(dayBar(cet('2026-11-28T22:00', '2026-11-29T04:00'), NOW)).toEqual({
      left: 41.67,
      width: 25,
      ticks: ['12', '18', '00', '06', '12'],
      now: null,
    })
  })

  it('runs from noon to noon for an evening that ends before midnight', () => {
    expect(dayBar(cet('2026-12-12T20:00', '2026-12-12T23:30'), NOW)).toMatchObject({ left: 33.33, width: 14.58 })
  })

  it('shows whole days when a night does not hold the window', () => {
    const bar = dayBar(cet('2026-11-27T18:00', '2026-11-30T06:00'), NOW)
    expect(bar).toEqual({
      left: 18.75,
      width: 62.5,
      ticks: ['27 Nov', '28 Nov', '29 Nov', '30 Nov', '1 Dec'],
      now: null,
    })
  })

  it.each([
    ['from a morning over midnight', '2026-11-27T08:00', '2026-11-28T02:00', ['27 Nov', '28 Nov', '29 Nov']],
    ['of five days', '2026-11-27T00:00', '2026-12-02T00:00', ['27 Nov', '2 Dec']],
    ['of six days', '2026-11-27T00:00', '2026-12-03T00:00', ['27 Nov', '29 Nov', '1 Dec', '3 Dec']],
  ])('never has more than five words below: %s', (_, from, to, ticks) => {
    expect(dayBar(cet(from, to), NOW).ticks).toEqual(ticks)
  })

  it('stays inside whatever the window is', () => {
    for (let hour = 0; hour < 24; hour++) {
      for (let length = 0; length <= 200; length += 7) {
        const from = new Date(Date.UTC(2026, 2, 27, hour))
        const to = new Date(from.getTime() + length * 3_600_000)
        const bar = dayBar({ notBefore: from.toISOString(), notAfter: to.toISOString(), timeZone: 'UTC' }, NOW)
        expect(bar.left).toBeGreaterThanOrEqual(0)
        expect(bar.width).toBeGreaterThanOrEqual(0)
        expect(bar.left + bar.width).toBeLessThanOrEqual(100.01)
        expect(bar.ticks.length).toBeLessThanOrEqual(5)
      }
    }
  })

  it('puts a window that ends before it begins at its begin, with no width', () => {
    expect(dayBar(cet('2026-11-23T12:00', '2026-11-23T10:00'), NOW)).toMatchObject({ left: 50, width: 0 })
  })

  it('follows the offset of a place west of Greenwich', () => {
    const window = { notBefore: '2026-11-23T06:00:00-05:00', notAfter: '2026-11-23T12:00:00-05:00', timeZone: 'EST' }
    expect(dayBar(window, NOW)).toMatchObject({ left: 25, width: 25, now: 29.17 })
  })
})

describe('the words of a window', () => {
  it('name a common day once', () => {
    expect(windowWords(cet('2026-12-12T20:00', '2026-12-12T23:30'))).toBe('Sat 12 Dec, 20:00 to 23:30 CET')
  })

  it('name both days of a night', () => {
    expect(windowWords(cet('2026-11-28T22:00', '2026-11-29T04:00'))).toBe('Sat 28 Nov, 22:00 to Sun 29 Nov, 04:00 CET')
  })
})
