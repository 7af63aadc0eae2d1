import { describe, expect, test } from 'vitest'
import { REQUEST_STATES } from '#core/workflow/states.ts'
import { pollInterval } from './poll-interval.ts'

describe('pollInterval', () => {
  test('while work runs for the person, the view is read at least every two seconds', () => {
    for (const preparation of [{ step: 'generating', done: 1, total: 5 }, { step: 'uploading' }] as const)
      expect(pollInterval({ state: 'draft', preparation })).toBeLessThanOrEqual(2000)
    expect(pollInterval({ state: 'approved', preparation: null })).toBeLessThanOrEqual(2000)
  })

  test('while somebody else or the signer may act, it is read every few seconds', () => {
    const waiting = { step: 'waiting-for-signer', since: '2026-11-24T10:00:00Z', message: 'down' } as const
    const ready = { step: 'ready', planDigest: 'a'.repeat(64) } as const
    for (const preparation of [waiting, ready])
      expect(pollInterval({ state: 'draft', preparation })).toBeLessThanOrEqual(5000)
    expect(pollInterval({ state: 'submitted', preparation: null })).toBeLessThanOrEqual(5000)
  })

  test('what has ended is left alone', () => {
    const ended = REQUEST_STATES.filter((state) => pollInterval({ state, preparation: null }) === false)
    expect(ended).toEqual(
      expect.arrayContaining([
        'draft',
        'completed',
        'changes requested',
        'rejected',
        'withdrawn',
        'expired',
        'recalled',
      ]),
    )
  })
})
