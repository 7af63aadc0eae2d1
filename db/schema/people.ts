import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { ROLES } from '#core/workflow/states.ts'

/** Instants are UTC, ISO 8601 with milliseconds, so that text order is time order. */
export const people = sqliteTable('people', {
  /** Says nothing about the person: it stands in plans, decisions and audit events that are never changed. */
  id: text('id').primaryKey(),
  /** What the person types to sign in; lower case. */
  user: text('user').notNull().unique(),
  name: text('name').notNull(),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
  createdAt: text('created_at').notNull(),
  lastSignInAt: text('last_sign_in_at'),
})

export const personRoles = sqliteTable(
  'person_roles',
  {
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    role: text('role', { enum: ROLES }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.role] })],
)

/** Apart from `people`, so that no list of people carries a hash along. */
export const passwords = sqliteTable('passwords', {
  personId: text('person_id')
    .primaryKey()
    .references(() => people.id),
  /** PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
  hash: text('hash').notNull(),
  /** Set by an administrator: the person must choose an own one before anything else. */
  mustChange: integer('must_change', { mode: 'boolean' }).notNull(),
  setAt: text('set_at').notNull(),
})
