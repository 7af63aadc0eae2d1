import { describe, expect, it } from 'vitest'
import type { AuditEventView } from '#server/audit/views.ts'
import { eventDays, sentenceParts } from './event-days.ts'
import { eventFacts } from './event-facts.ts'

const DIGEST = 'ab'.repeat(32)

describe('the facts of an event', () => {
  it('are lines with names in words; digests and instants are told apart', () => {
    expect(
      eventFacts({
        from: 'draft',
        planDigest: DIGEST,
        entry: { seq: 4, sha256: DIGEST, at: '2026-11-23T13:47:31.208Z' },
      }),
    ).toEqual([
      { key: 'before', kind: 'text', text: 'draft' },
      { key: 'plan digest', kind: 'digest', digest: DIGEST },
      { key: 'journal entry, number', kind: 'text', text: '4' },
      { key: 'journal entry, SHA-256', kind: 'digest', digest: DIGEST },
      { key: 'journal entry, time', kind: 'instant', at: '2026-11-23T13:47:31.208Z' },
    ])
  })

  it('say what changed first, and what the journal of the signer says last', () => {
    const facts = eventFacts({ entry: { seq: 4 }, comment: 'ok', from: 'draft', revision: 2, to: 'submitted' })
    expect(facts.map(({ key }) => key)).toEqual(['before', 'after', 'revision', 'comment', 'journal entry, number'])
  })

  it('lose nothing: lists, nothing, emptiness and names of targets are written out', () => {
    expect(
      eventFacts({ roles: ['requester', 'auditor'], groups: [], certificateSha256: null, reason: '', active: false }),
    ).toEqual([
      { key: 'roles', kind: 'text', text: 'requester, auditor' },
      { key: 'groups', kind: 'text', text: 'none' },
      { key: 'certificate sha256', kind: 'text', text: 'none' },
      { key: 'reason', kind: 'text', text: 'empty' },
      { key: 'active', kind: 'text', text: 'false' },
    ])
    expect(eventFacts({ manifests: { MIMSYNC: DIGEST } })).toEqual([
      { key: 'manifests, MIMSYNC', kind: 'digest', digest: DIGEST },
    ])
    expect(eventFacts({ deep: [{ a: 1 }] })).toEqual([{ key: 'deep', kind: 'text', text: '[{"a":1}]' }])
  })
})

const event = (seq: number, at: string) => ({ seq, at }) as AuditEventView

describe('the days of a page', () => {
  const events = [event(3, '2026-11-23T23:30:00Z'), event(2, '2026-11-23T22:30:00Z'), event(1, '2026-11-22T23:10:00Z')]

  it('follow the clock of the reader', () => {
    expect(eventDays(events, 'UTC').map(({ day, events }) => [day, events.length])).toEqual([
      ['Mon 23 Nov 2026', 2],
      ['Sun 22 Nov 2026', 1],
    ])
    expect(eventDays(events, 'Europe/Zurich').map(({ day, events }) => [day, events.length])).toEqual([
      ['Tue 24 Nov 2026', 1],
      ['Mon 23 Nov 2026', 2],
    ])
  })

  it('keep the order of the events', () => {
    expect(eventDays(events, 'Europe/Zurich').flatMap((day) => day.events)).toEqual(events)
  })
})

describe('a sentence', () => {
  const actor = { id: 'p', name: 'Ines Keller' }

  it('gives the name of who acted apart, and together they are the sentence', () => {
    expect(sentenceParts({ actor, summary: 'Ines Keller signed in.' })).toEqual({
      name: 'Ines Keller',
      rest: ' signed in.',
    })
  })

  it('stays whole when it does not begin with that name', () => {
    expect(sentenceParts({ actor, summary: 'Ines Kellermann signed in.' }).name).toBe('')
    expect(sentenceParts({ actor: null, summary: 'Sign-in refused.' })).toEqual({ name: '', rest: 'Sign-in refused.' })
  })
})
