import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { people } from '#db/schema/people.ts'
import { requests } from '#db/schema/requests.ts'

/** Where and when a person wants mail. Apart from `people`: an address can be erased and stands in no list of names. */
export const mailChoices = sqliteTable('mail_choices', {
  personId: text('person_id')
    .primaryKey()
    .references(() => people.id),
  address: text('address'),
  mode: text('mode', { enum: ['immediately', 'daily', 'off'] }).notNull(),
})

export const webhooks = sqliteTable('webhooks', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  url: text('url').notNull(),
  shape: text('shape', { enum: ['generic', 'teams', 'slack'] }).notNull(),
  /** Key of the HMAC, base64url. */
  secret: text('secret').notNull(),
  active: integer('active', { mode: 'boolean' }).notNull(),
  createdAt: text('created_at').notNull(),
})

/**
 * Something happened that people are told of: written in the transaction of the change itself. `seq` is the number of its audit
 * event. Who is told is found out afterwards.
 */
export const notices = sqliteTable(
  'notices',
  {
    seq: integer('seq').primaryKey(),
    kind: text('kind').notNull(),
    requestId: text('request_id')
      .notNull()
      .references(() => requests.id),
    actorId: text('actor_id'),
    at: text('at').notNull(),
    /** When its messages were put into the outbox. */
    spreadAt: text('spread_at'),
  },
  (table) => [index('notices_spread').on(table.spreadAt)],
)

/**
 * One event for one recipient. The unique index is why nothing is sent twice for one event. Rows of a digest become one message
 * at its first try and stay together: a later try tells of the same events under the same id.
 */
export const outbox = sqliteTable(
  'outbox',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Number of the audit event, or `test-…`. */
    eventId: text('event_id').notNull(),
    channel: text('channel', { enum: ['mail', 'webhook'] }).notNull(),
    /** Id of a person or of a webhook. */
    recipient: text('recipient').notNull(),
    /** Goes out together with others of its recipient. */
    digest: integer('digest', { mode: 'boolean' }).notNull().default(false),
    /** The message that it goes out with: the event id of its first row. Null before the first try. */
    message: text('message'),
    state: text('state', { enum: ['waiting', 'sent', 'dead', 'dropped'] }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    notBefore: text('not_before').notNull(),
    /** Somebody is sending it until then. */
    leasedUntil: text('leased_until'),
    sentAt: text('sent_at'),
    problem: text('problem'),
  },
  (table) => [
    uniqueIndex('outbox_once').on(table.eventId, table.channel, table.recipient),
    index('outbox_due').on(table.state, table.notBefore),
  ],
)

/** Every try to deliver to a webhook. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhooks.id),
    eventId: text('event_id').notNull(),
    at: text('at').notNull(),
    /** HTTP status; null when nobody answered. */
    status: integer('status'),
    problem: text('problem'),
    milliseconds: integer('milliseconds').notNull(),
  },
  (table) => [index('deliveries_webhook').on(table.webhookId)],
)
