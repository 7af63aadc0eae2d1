import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { people } from '#db/schema/people.ts'
import { requests } from '#db/schema/requests.ts'

/** A conversation about a request, or about one place of it. */
export const threads = sqliteTable(
  'threads',
  {
    id: text('id').primaryKey(),
    requestId: text('request_id')
      .notNull()
      .references(() => requests.id),
    /** The revision that people looked at when it began. */
    revision: integer('revision').notNull(),
    place: text('place', { enum: ['request', 'field', 'step', 'line'] }).notNull(),
    /** Empty; a pointer by names of list entries; a step's id; `TARGET/path`. */
    path: text('path').notNull(),
    /** From 1. */
    line: integer('line'),
    /** What stood there when it began: a thread is outdated where that is gone. */
    quote: text('quote').notNull(),
    openedBy: text('opened_by')
      .notNull()
      .references(() => people.id),
    openedAt: text('opened_at').notNull(),
    resolvedBy: text('resolved_by').references(() => people.id),
    resolvedAt: text('resolved_at'),
  },
  (table) => [index('threads_request').on(table.requestId)],
)

export const comments = sqliteTable(
  'comments',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    threadId: text('thread_id')
      .notNull()
      .references(() => threads.id),
    by: text('by')
      .notNull()
      .references(() => people.id),
    at: text('at').notNull(),
    text: text('text').notNull(),
  },
  (table) => [index('comments_thread').on(table.threadId)],
)
