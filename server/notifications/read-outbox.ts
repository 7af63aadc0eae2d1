import { and, asc, count, desc, eq, gt, sql } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Reader } from '#db/client.ts'
import { deliveries, outbox, webhooks } from '#db/schema/notifications.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { readNames } from '#server/requests/people.ts'
import { rowsOf } from './outbox.ts'
import type { MessageView, OutboxView, WebhookView } from './views.ts'

const SHOWN_DELIVERIES = 10
const SHOWN_MESSAGES = 50

/** Webhooks with their latest deliveries, and what could not be sent. No secret is in it. */
export function readOutbox({ actor, db }: UseCaseContext): OutboxView {
  assertAllowed(actor, 'notifications.overview')
  const hooks = db.select().from(webhooks).orderBy(asc(webhooks.createdAt)).all()
  const nameOf = readNames(db)
  const names = new Map(hooks.map(({ id, name }) => [id, name]))
  const failed = (state: 'waiting' | 'dead'): MessageView[] =>
    readMessages(db, state).map(({ recipient, ...rest }) => ({
      ...rest,
      recipient: rest.channel === 'webhook' ? (names.get(recipient) ?? recipient) : nameOf(recipient).name,
    }))
  const howMany = (state: 'waiting' | 'sent') =>
    db.select({ n: count() }).from(outbox).where(eq(outbox.state, state)).get()?.n ?? 0
  return {
    webhooks: hooks.map(({ id, name, url, shape, active }) => ({
      id,
      name,
      url,
      shape,
      active,
      deliveries: latestDeliveries(db, id),
    })),
    failing: failed('waiting').filter(({ problem }) => problem !== null),
    dead: failed('dead'),
    waiting: howMany('waiting'),
    sent: howMany('sent'),
  }
}

/** Messages that were tried and are in this state, the newest first. */
function readMessages(db: Reader, state: 'waiting' | 'dead'): MessageView[] {
  const { channel, recipient, attempts, problem, notBefore } = outbox
  return db
    .select({
      channel,
      recipient,
      attempts,
      problem,
      notBefore,
      id: sql<number>`min(${outbox.id})`,
      events: sql<string>`group_concat(${outbox.eventId}, ' ' ORDER BY ${outbox.id})`,
    })
    .from(outbox)
    .where(and(eq(outbox.state, state), gt(outbox.attempts, 0)))
    .groupBy(channel, recipient, outbox.message)
    .orderBy(desc(sql`min(${outbox.id})`))
    .limit(SHOWN_MESSAGES)
    .all()
    .map(({ events, ...rest }) => ({ ...rest, events: events.split(' ') }))
}

const latestDeliveries = (db: Reader, webhookId: string): WebhookView['deliveries'] =>
  db
    .select()
    .from(deliveries)
    .where(eq(deliveries.webhookId, webhookId))
    .orderBy(desc(deliveries.id))
    .limit(SHOWN_DELIVERIES)
    .all()
    .map(({ webhookId: _, ...rest }) => rest)

/** A message that was given up is tried from the beginning again, with everything that it told of. */
export function retryMessage(context: UseCaseContext, { message }: { message: number }): void {
  const { actor, db, clock } = context
  assertAllowed(actor, 'notifications.retry')
  db.transaction(
    (tx) => {
      const row = tx.select().from(outbox).where(eq(outbox.id, message)).get()
      const again = { state: 'waiting' as const, attempts: 0, notBefore: clock().toISOString() }
      const events = row
        ? tx
            .update(outbox)
            .set(again)
            .where(and(rowsOf(row), eq(outbox.state, 'dead')))
            .returning({ eventId: outbox.eventId })
            .all()
        : []
      if (!row || events.length === 0) {
        throw new AppError('NOT_FOUND', `Message ${message} is not among those that were given up.`)
      }
      appendAudit(tx, context, {
        kind: 'outbox.retried',
        object: null,
        details: { channel: row.channel, recipient: row.recipient, events: events.map(({ eventId }) => eventId) },
      })
    },
    { behavior: 'immediate' },
  )
}
