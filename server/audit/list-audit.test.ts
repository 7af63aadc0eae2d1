import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { AUDIT_KINDS } from '#core/audit/kinds.ts'
import type { Services } from '#server/context.ts'
import { setActive } from '#server/people/set-active.ts'
import { signIn } from '#server/session/sign-in.ts'
import { buildServices, TestClock } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { auditFacets } from './audit-facets.ts'
import { listAuditInput } from './inputs.ts'
import { listAudit } from './list-audit.ts'

const HOUR_MS = 3_600_000
let services: Services
let felix: GivenPerson
let ines: GivenPerson
let auditor: GivenPerson

/** Events: 0, 1, 2 accounts at 8:00; 3 sign-in and 4 refusal at 9:00; 5 disabled at 10:00. */
beforeAll(async () => {
  const clock = new TestClock()
  services = buildServices({ clock: clock.read })
  felix = await givenPerson(services, 'felix-baum', 'administrator')
  ines = await givenPerson(services, 'ines-keller', 'requester')
  auditor = await givenPerson(services, 'petra-novak', 'auditor')
  clock.forward(HOUR_MS)
  const attempt = { user: 'ines-keller', address: '192.0.2.7', previous: null }
  await signIn(services, { ...attempt, passphrase: ines.passphrase })
  await signIn(services, { ...attempt, passphrase: 'wrong wrong wrong' }).catch(() => {})
  clock.forward(HOUR_MS)
  setActive(felix.context(), { personId: ines.id, active: false })
})

const list = (filter: object = {}) => listAudit(auditor.context(), listAuditInput.parse(filter))
const numbers = (filter: object) => list(filter).rows.map(({ seq }) => seq)

test('events come newest first, in pages that miss and repeat nothing', () => {
  const first = list({ limit: 4 })
  expect(first.rows.map(({ seq }) => seq)).toEqual([5, 4, 3, 2])
  expect(first).toMatchObject({ nextBefore: 2, total: 6 })
  const second = list({ limit: 4, before: first.nextBefore })
  expect(second.rows.map(({ seq }) => seq)).toEqual([1, 0])
  expect(second).toMatchObject({ nextBefore: null, total: 6 })
})

test.each<[object | (() => object), number[]]>([
  [{ kinds: ['session.started', 'session.refused'] }, [4, 3]],
  [{ kinds: [] }, [5, 4, 3, 2, 1, 0]],
  [{ outcome: 'refused' }, [4]],
  [() => ({ actorId: felix.id }), [5]],
  [() => ({ objectType: 'person', objectId: ines.id }), [5, 4, 3, 1]],
  [{ from: '2026-11-24T09:00:00Z' }, [5, 4, 3]],
  [{ from: '2026-11-24T10:00:00+01:00', to: '2026-11-24T11:00:00+01:00' }, [4, 3]],
  [{ search: 'petra' }, [2]],
  [{ search: 'ines-keller' }, [5, 4, 3, 1]],
  [{ search: '192.0.2.7' }, [4, 3]],
  [{ search: 'Account disabled' }, [5]],
  [{ search: 'wrong-pass' }, [4]],
  [{ search: '%' }, []],
  [{ search: '_' }, []],
  [{ search: '  ' }, [5, 4, 3, 2, 1, 0]],
])('%j finds %j', (filter, expected) => {
  expect(numbers(typeof filter === 'function' ? filter() : filter)).toEqual(expected)
})

test('an event reads as a sentence with names', () => {
  expect(list().rows[0]).toMatchObject({
    actor: { id: felix.id, name: 'Name of felix-baum' },
    object: { type: 'person', id: ines.id },
    summary: 'Name of felix-baum disabled the account of Name of ines-keller; its sessions ended.',
    leaf: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(list({ outcome: 'refused' }).rows[0]?.summary).toBe(
    'Sign-in refused for Name of ines-keller: the passphrase was wrong.',
  )
})

test('an erased address is gone from the view, and the event stays', () => {
  services.db.run(sql`SAVEPOINT erasing`)
  services.db.run(sql`DELETE FROM audit_texts WHERE seq = 4`)
  expect(list({ outcome: 'refused' }).rows[0]).toMatchObject({ seq: 4, address: null })
  services.db.run(sql`ROLLBACK TO erasing`)
})

test('the filters offer what the log holds', () => {
  const { kinds, actors } = auditFacets(auditor.context())
  expect(kinds).toEqual(['person.created', 'person.disabled', 'session.refused', 'session.started'])
  expect(kinds.every((kind) => kind in AUDIT_KINDS)).toBe(true)
  expect(actors).toEqual([
    { id: felix.id, name: 'Name of felix-baum' },
    { id: ines.id, name: 'Name of ines-keller' },
  ])
})

test.each(['requester', 'approver', 'operator'] as const)('a %s is not told that there is a log', async (role) => {
  const other = await givenPerson(services, `other-${role}`, role)
  expect(() => listAudit(other.context(), listAuditInput.parse({}))).toThrow(
    expect.objectContaining({ code: 'NOT_FOUND' }),
  )
  expect(() => auditFacets(other.context())).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
})
