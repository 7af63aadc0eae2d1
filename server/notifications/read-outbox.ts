import { and, asc, count, desc, eq, gt } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Reader } from '#db/client.ts'
import { deliveries, outbox, webhooks } from '#db/schema/notifications.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { readNames } from '#server/requests/people.ts'
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
    db
      .select()
      .from(outbox)
      .where(and(eq(outbox.state, state), gt(outbox.attempts, 0)))
      .orderBy(desc(outbox.id))
      .limit(SHOWN_MESSAGES)
      .all()
      .map(({ id, eventId, channel, recipient, attempts, problem, notBefore }) => ({
        id,
        eventId,
        channel,
        recipient: channel === 'webhook' ? (names.get(recipient) ?? recipient) : nameOf(recipient).name,
        attempts,
        problem,
        notBefore,
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

const latestDeliveries = (db: Reader, webhookId: string): WebhookView['deliveries'] =>
  db
    .select()
    .from(deliveries)
    .where(eq(deliveries.webhookId, webhookId))
    .orderBy(desc(deliveries.id))
    .limit(SHOWN_DELIVERIES)
    .all()
    .map(({ webhookId: _, ...rest }) => rest)

/** A message that was given up is tried from the beginning again. */
export function retryMessage({ actor, db, clock }: UseCaseContext, { message }: { message: number }): void {
  assertAllowed(actor, 'notifications.retry')
  const { changes } = db
    .update(outbox)
    .set({ state: 'waiting', attempts: 0, notBefore: clock().toISOString() })
    .where(and(eq(outbox.id, message), eq(outbox.state, 'dead')))
    .run()
  if (changes === 0) throw new AppError('NOT_FOUND', `Message ${message} is not among those that were given up.`)
}
