import { and, asc, eq, isNull, lte, or } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { outbox } from '#db/schema/notifications.ts'

export type OutboxRow = typeof outbox.$inferSelect

/** Longer than any try takes: a message whose sender died is taken up again after it. */
const LEASE_MS = 120_000
const FIRST_RETRY_MS = 30_000
const LAST_RETRY_MS = 6 * 3_600_000
/** About a day and a half with the times between. */
export const MAX_ATTEMPTS = 12
const AT_ONCE = 50
const MAX_PROBLEM = 300

const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString()

/** Messages whose time has come, claimed for this process: nobody else sends one of them until its lease ends. */
export function claimDue(db: Db, now: Date): OutboxRow[] {
  const at = now.toISOString()
  const due = and(
    eq(outbox.state, 'waiting'),
    lte(outbox.notBefore, at),
    or(isNull(outbox.leasedUntil), lte(outbox.leasedUntil, at)),
  )
  const rows = db.select().from(outbox).where(due).orderBy(asc(outbox.id)).limit(AT_ONCE).all()
  return rows.flatMap((row) =>
    db
      .update(outbox)
      .set({ leasedUntil: later(now, LEASE_MS), attempts: row.attempts + 1 })
      .where(and(eq(outbox.id, row.id), due))
      .returning()
      .all(),
  )
}

/** Only who still holds the claim writes the outcome. */
const claimed = ({ id, attempts }: OutboxRow) =>
  and(eq(outbox.id, id), eq(outbox.state, 'waiting'), eq(outbox.attempts, attempts))

export function markSent(db: Db, row: OutboxRow, now: Date): void {
  const sent = { state: 'sent' as const, sentAt: now.toISOString(), leasedUntil: null, problem: null }
  db.update(outbox).set(sent).where(claimed(row)).run()
}

/** To be sent no more, because nobody wants it by now. */
export function markDropped(db: Db, row: OutboxRow, problem: string): void {
  db.update(outbox).set({ state: 'dropped', leasedUntil: null, problem }).where(claimed(row)).run()
}

/** Tried again after a while that doubles; given up for a person to look at after the last try. */
export function markFailed(db: Db, row: OutboxRow, now: Date, problem: string): void {
  const wait = Math.min(FIRST_RETRY_MS * 2 ** (row.attempts - 1), LAST_RETRY_MS)
  const next = row.attempts >= MAX_ATTEMPTS ? { state: 'dead' as const } : { notBefore: later(now, wait) }
  db.update(outbox)
    .set({ ...next, leasedUntil: null, problem: problem.slice(0, MAX_PROBLEM) })
    .where(claimed(row))
    .run()
}
