import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { REQUEST_STATES } from '#core/workflow/states.ts'
import { people } from '#db/schema/people.ts'

const KINDS = ['conversion', 'password-update'] as const

/** One row a request. Everything from `title` on repeats what the newest content says, so that lists are asked in SQL. */
export const requests = sqliteTable(
  'requests',
  {
    /** Counts up and is never used again, also not after a draft was deleted. */
    number: integer('number').primaryKey({ autoIncrement: true }),
    /** `MG-0001` */
    id: text('id').notNull().unique(),
    kind: text('kind', { enum: KINDS }).notNull(),
    ownerId: text('owner_id')
      .notNull()
      .references(() => people.id),
    state: text('state', { enum: REQUEST_STATES }).notNull(),
    /** The revision that is worked on or decided on. */
    revision: integer('revision').notNull(),
    /** JSON: state to the instant at which this revision entered it. */
    reached: text('reached').notNull(),
    /** Some revision was submitted: from then on others may see the request. */
    shared: integer('shared', { mode: 'boolean' }).notNull().default(false),
    createdAt: text('created_at').notNull(),
    changedAt: text('changed_at').notNull(),
    title: text('title').notNull(),
    environmentName: text('environment_name').notNull(),
    /** JSON: the conversion window with its offsets and its label, or null. */
    window: text('window').notNull(),
    /** The window in UTC, for sorting and for "is it over". */
    windowStart: text('window_start'),
    windowEnd: text('window_end'),
    errors: integer('errors').notNull(),
    warnings: integer('warnings').notNull(),
    targets: integer('targets'),
    /** Day of the next change of the mailbox password, where somebody wants to be reminded. */
    nextChange: text('next_change'),
    /** Lower-case words that a search finds. */
    searchText: text('search_text').notNull(),
  },
  (table) => [index('requests_owner').on(table.ownerId), index('requests_state').on(table.state)],
)

/** The one open draft revision of a request. */
export const drafts = sqliteTable('drafts', {
  requestId: text('request_id')
    .primaryKey()
    .references(() => requests.id),
  revision: integer('revision').notNull(),
  /** Optimistic lock. */
  version: integer('version').notNull(),
  environment: text('environment').notNull(),
  case: text('case_json').notNull(),
  savedAt: text('saved_at').notNull(),
  savedBy: text('saved_by')
    .notNull()
    .references(() => people.id),
})

/** Who wrote what a revision says: they do not decide on it. */
export const authors = sqliteTable(
  'authors',
  {
    requestId: text('request_id')
      .notNull()
      .references(() => requests.id),
    revision: integer('revision').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    /** False for who wrote only what this revision was made from. */
    wroteHere: integer('wrote_here', { mode: 'boolean' }).notNull(),
    firstAt: text('first_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.requestId, table.revision, table.personId] })],
)

/** What an approver asked to change. */
export const changeRequests = sqliteTable(
  'change_requests',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    requestId: text('request_id')
      .notNull()
      .references(() => requests.id),
    revision: integer('revision').notNull(),
    by: text('by')
      .notNull()
      .references(() => people.id),
    at: text('at').notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [index('change_requests_request').on(table.requestId)],
)

/** The way of a draft to the signer: one row while it is under way, and after a refusal until the draft is saved again. */
export const preparations = sqliteTable('preparations', {
  requestId: text('request_id')
    .primaryKey()
    .references(() => requests.id),
  revision: integer('revision').notNull(),
  /** Version of the draft that was sent; while it is under way the draft cannot be saved. */
  version: integer('version').notNull(),
  step: text('step', { enum: ['waiting', 'generating', 'uploading', 'ready', 'refused', 'failed'] }).notNull(),
  since: text('since').notNull(),
  message: text('message'),
  done: integer('done').notNull().default(0),
  total: integer('total').notNull().default(0),
  /** JSON: what stood in the way. */
  findings: text('findings').notNull(),
  /** The signer may know this plan: it must be asked before it is dropped. */
  uploadTried: integer('upload_tried', { mode: 'boolean' }).notNull().default(false),
  startedBy: text('started_by')
    .notNull()
    .references(() => people.id),
})
