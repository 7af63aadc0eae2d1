import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { identities } from '#db/schema/identities.ts'
import { people } from '#db/schema/people.ts'

/** One row is one signed-in browser; the row's end is the end of the session, whatever the cookie says. */
export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the token in the cookie: who reads this table cannot sign in with it. */
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    createdAt: text('created_at').notNull(),
    lastSeenAt: text('last_seen_at').notNull(),
    /** Signed in by the sign-in service with this identity; null: with a passphrase. */
    identityId: text('identity_id').references(() => identities.id),
    /** Where it was opened, for the person's own eyes. */
    address: text('address'),
    agent: text('agent'),
  },
  (table) => [index('sessions_person').on(table.personId)],
)
