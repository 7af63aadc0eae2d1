import { eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Reader } from '#db/client.ts'
import { outbox, webhooks } from '#db/schema/notifications.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import type { AddWebhookInput, SwitchWebhookInput } from './inputs.ts'

const ID_BYTES = 8
const SECRET_BYTES = 32

const newId = (random: UseCaseContext['random'], prefix: string): string =>
  `${prefix}-${Buffer.from(random(ID_BYTES)).toString('hex')}`

/** Adds a webhook. Its secret is told this once: the receiver checks the signature with it. */
export function addWebhook(context: UseCaseContext, input: AddWebhookInput): { id: string; secret: string } {
  const { actor, db, clock, random } = context
  assertAllowed(actor, 'notifications.addWebhook')
  const id = newId(random, 'h')
  const secret = Buffer.from(random(SECRET_BYTES)).toString('base64url')
  db.transaction(
    (tx) => {
      tx.insert(webhooks)
        .values({ id, ...input, secret, active: true, createdAt: clock().toISOString() })
        .run()
      const { name, url } = input
      appendAudit(tx, context, { kind: 'webhook.added', object: null, details: { webhook: id }, texts: { name, url } })
    },
    { behavior: 'immediate' },
  )
  return { id, secret }
}

export function switchWebhook(context: UseCaseContext, { webhookId, active }: SwitchWebhookInput): void {
  const { actor, db } = context
  assertAllowed(actor, 'notifications.switchWebhook')
  db.transaction(
    (tx) => {
      if (findWebhook(tx, webhookId).active === active) return
      tx.update(webhooks).set({ active }).where(eq(webhooks.id, webhookId)).run()
      appendAudit(tx, context, { kind: 'webhook.switched', object: null, details: { webhook: webhookId, active } })
    },
    { behavior: 'immediate' },
  )
}

/** Puts one test message into the outbox, on the way that every message takes. */
export function testWebhook(context: UseCaseContext, { webhookId }: { webhookId: string }): void {
  const { actor, db, clock, random } = context
  assertAllowed(actor, 'notifications.testWebhook')
  const eventId = newId(random, 'test')
  const notBefore = clock().toISOString()
  db.transaction(
    (tx) => {
      findWebhook(tx, webhookId)
      tx.insert(outbox).values({ eventId, channel: 'webhook', recipient: webhookId, state: 'waiting', notBefore }).run()
      appendAudit(tx, context, {
        kind: 'webhook.tested',
        object: null,
        details: { webhook: webhookId, event: eventId },
      })
    },
    { behavior: 'immediate' },
  )
}

function findWebhook(db: Reader, id: string): typeof webhooks.$inferSelect {
  const found = db.select().from(webhooks).where(eq(webhooks.id, id)).get()
  if (!found) throw new AppError('NOT_FOUND', `There is no webhook ${id}.`)
  return found
}
