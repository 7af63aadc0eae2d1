import { describe, expect, it } from 'vitest'
import { durationWords, momentAsWritten, momentIn, relativeWords } from './time-words.ts'

const at = (iso: string) => new Date(iso)
const HOUR = 3_600_000

describe('momentIn', () => {
  it('writes weekday, date, 24 h clock and zone', () => {
    const moment = momentIn(at('2026-11-28T21:00:07Z'), 'Europe/Berlin')
    expect(moment).toEqual({
      day: 'Sat 28 Nov 2026',
      shortDay: 'Sat 28 Nov',
      year: 2026,
      clock: '22:00',
      clockSeconds: '22:00:07',
      zone: 'CET',
    })
  })

  it('follows summer time, on both sides of the change', () => {
    expect(momentIn(at('2026-03-29T00:59:00Z'), 'Europe/Berlin')).toMatchObject({ clock: '01:59', zone: 'CET' })
    expect(momentIn(at('2026-03-29T01:00:00Z'), 'Europe/Berlin')).toMatchObject({ clock: '03:00', zone: 'CEST' })
  })

  it('crosses midnight and the year with the zone', () => {
    expect(momentIn(at('2026-12-31T23:30:00Z'), 'Europe/Berlin').day).toBe('Fri 1 Jan 2027')
  })

  it('says midnight as 00:00', () => {
    expect(momentIn(at('2026-11-28T23:00:00Z'), 'Europe/Berlin').clock).toBe('00:00')
  })

  it('names a zone without a short name by its offset, half hours too', () => {
    expect(momentIn(at('2026-11-28T21:00:00Z'), 'Asia/Kolkata')).toMatchObject({ clock: '02:30', zone: 'UTC+05:30' })
    expect(momentIn(at('2026-11-28T21:00:00Z'), 'UTC').zone).toBe('UTC')
  })

  it('falls back to UTC for a zone that nobody knows', () => {
    expect(momentIn(at('2026-11-28T21:00:00Z'), 'Mars/Base')).toMatchObject({ clock: '21:00', zone: 'UTC' })
  })
})

describe('momentAsWritten', () => {
  it('keeps the clock of the offset and the label that came with it', () => {
    expect(momentAsWritten('2026-11-28T22:00:00+01:00', 'CET')).toMatchObject({
      shortDay: 'Sat 28 Nov',
      clock: '22:00',
      zone: 'CET',
    })
  })

  it('names the offset itself when no label came', () => {
    expect(momentAsWritten('2026-11-28T22:00:00-03:30').zone).toBe('UTC-03:30')
    expect(momentAsWritten('2026-11-28T22:00:00Z').zone).toBe('UTC')
  })
})

describe('durationWords', () => {
  it.each([
    [0, '1 min'],
    [42 * 60_000, '42 min'],
    [3 * HOUR + 55 * 60_000, '3 h 55'],
    [10 * HOUR, '10 h'],
    [27 * HOUR + 5 * 60_000, '27 h 05'],
    [72 * HOUR, '3 days'],
  ])('%d ms is %s', (milliseconds, words) => expect(durationWords(milliseconds)).toBe(words))
})

describe('relativeWords', () => {
  const now = at('2026-11-24T12:00:00Z')
  it('looks ahead, back and at now', () => {
    expect(relativeWords(at('2026-11-24T15:55:00Z'), now)).toBe('in 3 h 55')
    expect(relativeWords(at('2026-11-24T11:56:00Z'), now)).toBe('4 min ago')
    expect(relativeWords(at('2026-11-24T12:00:10Z'), now)).toBe('now')
  })
})
