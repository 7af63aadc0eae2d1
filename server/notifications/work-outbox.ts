import { asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { deliveries, mailChoices, notices, webhooks } from '#db/schema/notifications.ts'
import { requests } from '#db/schema/requests.ts'
import { readNames } from '#server/requests/people.ts'
import { type Event, type Mail, mailOf, webhookBody } from './message.ts'
import { claimDue, type Message, markDropped, markFailed, markSent, type OutboxRow } from './outbox.ts'
import type { Post } from './post-webhook.ts'
import { spreadNotices } from './spread-notices.ts'

export interface OutboxServices {
  readonly db: Db
  readonly clock: () => Date
  readonly portalUrl: string
  /** Null where no mail server is configured. */
  readonly sendMail: ((mail: Mail) => Promise<void>) | null
  readonly postWebhook: (post: Omit<Post, 'allowPrivate'>) => Promise<number>
}

/** Tells of everything that is due, once. A mail server that is down keeps nobody else waiting, and loses nothing. */
export async function workOutbox(services: OutboxServices): Promise<void> {
  const { db, clock } = services
  spreadNotices(db, clock(), services.sendMail !== null)
  await Promise.all(claimDue(db, clock()).map((message) => deliver(services, message)))
}

async function deliver(services: OutboxServices, rows: Message): Promise<void> {
  const { db, clock } = services
  try {
    const dropped = rows[0].channel === 'mail' ? await mail(services, rows) : await hook(services, rows)
    for (const row of rows) {
      if (dropped === null) markSent(db, row, clock())
      else markDropped(db, row, dropped)
    }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    for (const row of rows) markFailed(db, row, clock(), problem)
  }
}

/** Null when it was sent; else why nobody wants it any more. */
async function mail(services: OutboxServices, rows: Message): Promise<string | null> {
  const { db, portalUrl, sendMail } = services
  const [first] = rows
  if (!sendMail) throw new Error('No mail server is configured.')
  const choice = db.select().from(mailChoices).where(eq(mailChoices.personId, first.recipient)).get()
  if (!choice?.address || choice.mode === 'off') return 'The person wants no mail any more.'
  const events = eventsOf(db, rows)
  if (events.length === 0) return 'The request is gone.'
  const host = new URL(portalUrl).hostname
  const messageId = `<${first.message}.${first.recipient}@${host}>`
  await sendMail(mailOf(events, choice.address, portalUrl, messageId))
  return null
}

async function hook(services: OutboxServices, rows: Message): Promise<string | null> {
  const { db, clock, portalUrl } = services
  const [row] = rows
  const webhook = db.select().from(webhooks).where(eq(webhooks.id, row.recipient)).get()
  const [event] = row.eventId.startsWith('test-') ? [testEvent(row, clock())] : eventsOf(db, rows)
  if (!webhook || !event) return 'The webhook or the request is gone.'
  if (!webhook.active && !row.eventId.startsWith('test-')) return 'The webhook is switched off.'
  const started = performance.now()
  const log = (status: number | null, problem: string | null) =>
    db
      .insert(deliveries)
      .values({
        webhookId: webhook.id,
        eventId: row.eventId,
        at: clock().toISOString(),
        status,
        problem,
        milliseconds: Math.round(performance.now() - started),
      })
      .run()
  const { url, secret } = webhook
  const body = webhookBody(webhook.shape, event, portalUrl)
  const status = await services
    .postWebhook({ url, body, secret, eventId: row.eventId, now: clock() })
    .catch((error: unknown) => {
      log(null, error instanceof Error ? error.message : String(error))
      throw error
    })
  const problem = status >= 200 && status < 300 ? null : `The webhook answered with status ${status}.`
  log(status, problem)
  if (problem !== null) throw new Error(problem)
  return null
}

function eventsOf(db: Db, rows: readonly OutboxRow[]): Event[] {
  const nameOf = readNames(db)
  return db
    .select({ notice: notices, title: requests.title })
    .from(notices)
    .innerJoin(requests, eq(requests.id, notices.requestId))
    .where(
      inArray(
        notices.seq,
        rows.map(({ eventId }) => Number(eventId)),
      ),
    )
    .orderBy(asc(notices.seq))
    .all()
    .map(({ notice: { seq, kind, requestId, actorId, at }, title }) => ({
      eventId: String(seq),
      kind,
      requestId,
      title,
      actor: actorId === null ? null : nameOf(actorId).name,
      at,
    }))
}

const testEvent = ({ eventId }: OutboxRow, now: Date): Event => ({
  eventId,
  kind: 'test',
  requestId: 'MG-0000',
  title: 'Test of this webhook',
  actor: null,
  at: now.toISOString(),
})
