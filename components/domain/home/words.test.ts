import { describe, expect, it } from 'vitest'
import type { SignerHealth } from '#server/signer-link/views.ts'
import { buildRequest } from './request.fixture.ts'
import { byUrgency, dueOf, firstDueWords, reminders, waitingTitle } from './words.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const cet = (notBefore: string, notAfter: string) => ({
  notBefore: `${notBefore}:00+01:00`,
  notAfter: `${notAfter}:00+01:00`,
  timeZone: 'CET',
})
const NIGHT = cet('2026-11-28T22:00', '2026-11-29T04:00')
const TODAY = cet('2026-11-24T12:30', '2026-11-24T17:00')
const PAST = cet('2026-10-03T20:00', '2026-10-04T02:00')
const item = (id: string, window: ReturnType<typeof cet> | null, since = '2026-11-20T08:00:00Z') => ({
  request: buildRequest({ id, window }),
  action: 'Review and decide',
  since,
})

describe('the title of the home page', () => {
  it.each([
    [0, 'Nothing waits for you'],
    [1, 'One thing waits for you'],
    [3, 'Three things wait for you'],
    [10, '10 things wait for you'],
  ])('counts in words: %i', (count, title) => {
    expect(waitingTitle(count)).toBe(title)
  })
})

describe('until when', () => {
  it('is the time left before the window opens, by the clock of the place', () => {
    expect(dueOf(NIGHT, NOW)).toEqual({ words: '4 days left', at: 'Sat 28 Nov, 22:00\u00a0CET', tone: 'calm' })
    expect(dueOf(cet('2026-11-25T16:00', '2026-11-25T20:00'), NOW).words).toBe('27 h left')
  })

  it('says that a window is open, and until when', () => {
    expect(dueOf(TODAY, NOW)).toEqual({ words: 'window is open', at: 'until Tue 24 Nov, 17:00\u00a0CET', tone: 'now' })
  })

  it('says that a window is over, and that there is none', () => {
    expect(dueOf(PAST, NOW)).toEqual({ words: 'window is over', at: 'since Sun 4 Oct, 02:00\u00a0CET', tone: 'late' })
    expect(dueOf(null, NOW)).toEqual({ words: 'no window', at: null, tone: 'calm' })
  })
})

describe('the order of what waits', () => {
  const waiting = [
    item('none, new', null, '2026-11-23T08:00:00Z'),
    item('past', PAST),
    item('night', NIGHT),
    item('none, old', null, '2026-11-01T08:00:00Z'),
    item('today', TODAY),
  ]

  it('is by the next window, then windows that are over, then the oldest without one', () => {
    const ids = byUrgency(waiting, NOW).map(({ request }) => request.id)
    expect(ids).toEqual(['today', 'night', 'past', 'none, old', 'none, new'])
  })

  it('gives the first sentence', () => {
    expect(firstDueWords(waiting, NOW)).toBe('The first window is open now.')
    expect(firstDueWords([item('night', NIGHT)], NOW)).toBe('The first window opens in 4 days.')
    expect(firstDueWords([item('none', null)], NOW)).toBeNull()
    expect(firstDueWords([], NOW)).toBeNull()
  })
})

describe('what to remember', () => {
  const signer = (certificateNotAfter: string | null) => ({ certificateNotAfter }) as SignerHealth

  it('names the end of the signing certificate from 60 days before, and not earlier', () => {
    expect(reminders({ signer: signer('2027-01-24T12:00:00Z'), mine: [] }, NOW)).toEqual([])
    expect(reminders({ signer: signer(null), mine: [] }, NOW)).toEqual([])
    const [soon] = reminders({ signer: signer('2027-01-23T11:00:00Z'), mine: [] }, NOW)
    expect(soon).toMatchObject({ tone: 'warn', title: 'The signing certificate ends on Sat 23 Jan 2027.' })
    const [ended] = reminders({ signer: signer('2026-11-24T11:59:59Z'), mine: [] }, NOW)
    expect(ended).toMatchObject({ tone: 'err', title: 'The signing certificate ended on Tue 24 Nov 2026.' })
  })

  it('names own requests whose window passed unused, and only those', () => {
    const mine = [
      buildRequest({ id: 'MG-0001', state: 'submitted', window: PAST }),
      buildRequest({ id: 'MG-0002', state: 'signed', window: PAST }),
      buildRequest({ id: 'MG-0003', state: 'submitted', window: NIGHT }),
      buildRequest({ id: 'MG-0004', state: 'draft', window: null }),
      buildRequest({ id: 'MG-0005', state: 'withdrawn', window: PAST }),
    ]
    const found = reminders({ signer: signer(null), mine }, NOW)
    expect(found.map(({ link }) => link?.href)).toEqual(['/requests/MG-0001'])
    expect(found[0]?.title).toBe('The window of MG-0001 ended on Sun 4 Oct 2026, 02:00 CET.')
  })
})
