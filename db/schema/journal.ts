import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { people } from '#db/schema/people.ts'

/** The signer's journal as far as it was applied here. A row is written in the transaction of everything that follows from it. */
export const journal = sqliteTable(
  'journal',
  {
    seq: integer('seq').primaryKey(),
    /** SHA-256 of the entry's canonical bytes. */
    sha256: text('sha256').notNull().unique(),
    kind: text('kind').notNull(),
    planDigest: text('plan_digest'),
    /** RFC 8785 text of the entry. */
    entry: text('entry').notNull(),
    appliedAt: text('applied_at').notNull(),
  },
  (table) => [index('journal_plan').on(table.planDigest), index('journal_kind').on(table.kind)],
)

/**
 * What somebody wants after a plan was closed at the signer, written down before the signer is asked. It is carried out with the
 * journal entry that tells of the closing, also when the portal stopped in between.
 */
export const closings = sqliteTable('closings', {
  planDigest: text('plan_digest').primaryKey(),
  requestId: text('request_id').notNull(),
  action: text('action', { enum: ['edit', 'request-changes', 'cancel', 'expire'] }).notNull(),
  /** Null for the portal itself. */
  actorId: text('actor_id').references(() => people.id),
  address: text('address'),
  reason: text('reason'),
  at: text('at').notNull(),
})
