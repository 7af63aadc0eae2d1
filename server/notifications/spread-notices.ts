import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { mailChoices, notices, outbox, webhooks } from '#db/schema/notifications.ts'
import { recipientsOf } from './recipients.ts'

type Notice = typeof notices.$inferSelect
type Message = typeof outbox.$inferInsert

const DIGEST_HOUR_UTC = 6
const AT_ONCE = 100

/** Puts the messages of new events into the outbox. Each event in one transaction: a crash loses none and doubles none. */
export function spreadNotices(db: Db, now: Date, sendsMail: boolean): void {
  const fresh = db.select().from(notices).where(isNull(notices.spreadAt)).orderBy(asc(notices.seq)).limit(AT_ONCE).all()
  for (const notice of fresh) {
    db.transaction((tx) => spread(tx, notice, now, sendsMail), { behavior: 'immediate' })
  }
}

function spread(tx: Tx, notice: Notice, now: Date, sendsMail: boolean): void {
  const { changes } = tx
    .update(notices)
    .set({ spreadAt: now.toISOString() })
    .where(and(eq(notices.seq, notice.seq), isNull(notices.spreadAt)))
    .run()
  if (changes === 0) return
  for (const message of [...(sendsMail ? mails(tx, notice) : []), ...hooks(tx, notice)]) {
    tx.insert(outbox).values(message).onConflictDoNothing().run()
  }
}

function mails(tx: Tx, notice: Notice): Message[] {
  return tx
    .select()
    .from(mailChoices)
    .where(inArray(mailChoices.personId, recipientsOf(tx, notice)))
    .all()
    .filter(({ address, mode }) => address !== null && mode !== 'off')
    .map(({ personId, mode }) => ({
      eventId: String(notice.seq),
      channel: 'mail' as const,
      recipient: personId,
      state: 'waiting' as const,
      digest: mode === 'daily',
      notBefore: mode === 'daily' ? nextDigest(notice.at) : notice.at,
    }))
}

const hooks = (tx: Tx, notice: Notice): Message[] =>
  tx
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(eq(webhooks.active, true))
    .all()
    .map(({ id }) => ({
      eventId: String(notice.seq),
      channel: 'webhook' as const,
      recipient: id,
      state: 'waiting' as const,
      notBefore: notice.at,
    }))

/** The next 06:00 UTC after an instant. */
export function nextDigest(at: string): string {
  const next = new Date(at)
  next.setUTCHours(DIGEST_HOUR_UTC, 0, 0, 0)
  if (next.getTime() <= Date.parse(at)) next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString()
}
