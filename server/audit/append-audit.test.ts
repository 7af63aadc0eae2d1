import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { AuditKind } from '#core/audit/kinds.ts'
import { leafHash } from '#core/bytes/merkle.ts'
import { sha256Hex } from '#core/bytes/sha256.ts'
import { audit, auditTexts } from '#db/schema/audit.ts'
import { settings } from '#db/schema/settings.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { type AuditEvent, appendAudit } from './append-audit.ts'

const services = buildServices()
const { db } = services
const scene = { ...services, actor: { id: 'p-1' }, address: '192.0.2.7' }

function append(kind: AuditKind): number {
  return db.transaction(
    (tx) =>
      appendAudit(tx, scene, {
        kind,
        object: { type: 'request', id: 'MG-0001' },
        texts: { reason: 'Müller asked' },
      }),
    { behavior: 'immediate' },
  )
}

test('events are numbered from 0, hashed as RFC 6962 leaves, and hold texts only as salted commitments', () => {
  expect([append('session.started'), append('session.ended')]).toEqual([0, 1])
  const [row] = db.select().from(audit).where(sql`seq = 1`).all()
  if (!row) throw new Error('no event')
  expect(row.leaf.toString('hex')).toBe(Buffer.from(leafHash(row.body)).toString('hex'))
  expect(row).toMatchObject({ kind: 'session.ended', outcome: 'done', actor: 'p-1', objectId: 'MG-0001' })
  const body = row.body.toString('utf8')
  expect(body).not.toMatch(/Müller|192\.0\.2\.7/)
  const [text] = db.select().from(auditTexts).where(sql`seq = 1 AND name = 'reason'`).all()
  if (!text) throw new Error('no text')
  expect(JSON.parse(body).texts.reason).toBe(sha256Hex(Buffer.concat([text.salt, Buffer.from(text.text)])))
})

test('the event disappears with the change that failed', () => {
  const before = db.$count(audit)
  expect(() =>
    db.transaction(
      (tx) => {
        tx.insert(settings).values({ key: 'a', value: 'b' }).run()
        appendAudit(tx, scene, { kind: 'session.started', object: null })
        throw new Error('the change failed')
      },
      { behavior: 'immediate' },
    ),
  ).toThrow('the change failed')
  expect(db.$count(audit)).toEqual(before)
  expect(db.select().from(settings).all()).toEqual([])
})

test.each([
  ['changed', `UPDATE audit SET body = x'7b7d' WHERE seq = 0`],
  ['deleted', `DELETE FROM audit WHERE seq = 0`],
  ['replaced', `INSERT OR REPLACE INTO audit (seq, body, leaf) VALUES (0, x'7b7d', x'00')`],
  ['skipped', `INSERT INTO audit (seq, body, leaf) VALUES (99, x'7b7d', x'00')`],
  ['reworded', `UPDATE audit_texts SET text = 'x' WHERE seq = 0`],
])('an event cannot be %s', (_, statement) => {
  expect(() => db.$client.exec(statement)).toThrow(/append-only|without gaps|erased, not changed/)
})

test('a text can be erased, and the event stays', () => {
  const { body } = db.select().from(audit).where(sql`seq = 0`).get() ?? {}
  db.run(sql`DELETE FROM audit_texts WHERE seq = 0`)
  expect(db.select().from(audit).where(sql`seq = 0`).get()?.body).toEqual(body)
})

test('details that the kind does not have are refused: no name slips into the log by mistake', () => {
  const event = { kind: 'session.started', object: null, details: { name: 'Ines' } } as unknown as AuditEvent
  const write = () => db.transaction((tx) => appendAudit(tx, scene, event), { behavior: 'immediate' })
  expect(write).toThrow('Unrecognized key')
})
