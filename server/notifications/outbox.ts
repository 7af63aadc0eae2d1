import { and, asc, eq, isNull, lte, min, or, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
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

/** Rows that go out together, in the order of their events. */
export type Message = readonly [OutboxRow, ...OutboxRow[]]

/** Messages whose time has come, claimed for this process: nobody else sends one of them until its lease ends. */
export function claimDue(db: Db, now: Date): Message[] {
  return db.transaction(
    (tx) => {
      const due = dueAt(now)
      composeMessages(tx, due)
      const oldest = tx
        .select({ channel: outbox.channel, recipient: outbox.recipient, message: outbox.message })
        .from(outbox)
        .where(due)
        .groupBy(outbox.channel, outbox.recipient, outbox.message)
        .orderBy(asc(min(outbox.id)))
        .limit(AT_ONCE)
        .all()
      return oldest.flatMap((one) => {
        const rows = claim(tx, one, due, now)
        return isMessage(rows) ? [rows] : []
      })
    },
    { behavior: 'immediate' },
  )
}

const isMessage = (rows: readonly OutboxRow[]): rows is Message => rows.length > 0

function dueAt(now: Date): SQL | undefined {
  const at = now.toISOString()
  return and(
    eq(outbox.state, 'waiting'),
    lte(outbox.notBefore, at),
    or(isNull(outbox.leasedUntil), lte(outbox.leasedUntil, at)),
  )
}

/** What was never tried becomes part of a message: in a digest together with everything that is due to its recipient, else alone. */
function composeMessages(tx: Tx, due: SQL | undefined): void {
  const fresh = tx
    .select()
    .from(outbox)
    .where(and(due, isNull(outbox.message)))
    .orderBy(asc(outbox.id))
    .all()
  const digests = new Map<string, string>()
  for (const { id, digest, recipient, eventId } of fresh) {
    const message = digest ? (digests.get(recipient) ?? eventId) : eventId
    if (digest) digests.set(recipient, message)
    tx.update(outbox).set({ message }).where(eq(outbox.id, id)).run()
  }
}

type MessageKey = Pick<OutboxRow, 'channel' | 'recipient' | 'message'>

/** Every row of a message. */
export const rowsOf = ({ channel, recipient, message }: MessageKey): SQL | undefined =>
  and(eq(outbox.channel, channel), eq(outbox.recipient, recipient), eq(outbox.message, message ?? ''))

const claim = (tx: Tx, key: MessageKey, due: SQL | undefined, now: Date): OutboxRow[] =>
  tx
    .update(outbox)
    .set({ leasedUntil: later(now, LEASE_MS), attempts: sql`${outbox.attempts} + 1` })
    .where(and(rowsOf(key), due))
    .returning()
    .all()
    .toSorted((one, other) => one.id - other.id)

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
