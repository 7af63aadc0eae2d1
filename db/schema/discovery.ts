import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { blobs } from '#db/schema/blobs.ts'
import { people } from '#db/schema/people.ts'
import { requests } from '#db/schema/requests.ts'

/** Discovery files that somebody took into the draft of a revision. The environment says what; these say from where. */
export const discoveryFiles = sqliteTable(
  'discovery_files',
  {
    requestId: text('request_id')
      .notNull()
      .references(() => requests.id),
    /** The revision that was a draft then. */
    revision: integer('revision').notNull(),
    /** Of the bytes as they were chosen. */
    sha256: text('sha256')
      .notNull()
      .references(() => blobs.sha256),
    name: text('name').notNull(),
    takenAt: text('taken_at').notNull(),
    takenBy: text('taken_by')
      .notNull()
      .references(() => people.id),
  },
  (table) => [primaryKey({ columns: [table.requestId, table.revision, table.sha256] })],
)

/** What discovery said about an approved revision, and when. */
export const driftReports = sqliteTable(
  'drift_reports',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    requestId: text('request_id')
      .notNull()
      .references(() => requests.id),
    revision: integer('revision').notNull(),
    at: text('at').notNull(),
    by: text('by')
      .notNull()
      .references(() => people.id),
    /** JSON: `mim-gmsa/drift/1`. */
    report: text('report').notNull(),
  },
  (table) => [index('drift_reports_request').on(table.requestId)],
)
