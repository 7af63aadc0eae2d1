import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { people } from '#db/schema/people.ts'

/** Tokens for programs. Rows stay after the end, so that the log's ids lead somewhere. */
export const apiTokens = sqliteTable(
  'api_tokens',
  {
    id: text('id').primaryKey(),
    /** In whose name it works: never with more than this person's roles. */
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    name: text('name').notNull(),
    /** SHA-256 of the token, hex: who reads this table cannot use one. */
    sha256: text('sha256').notNull().unique(),
    /** JSON: list of scopes. */
    scopes: text('scopes').notNull(),
    createdAt: text('created_at').notNull(),
    createdBy: text('created_by')
      .notNull()
      .references(() => people.id),
    expiresAt: text('expires_at').notNull(),
    lastUsedAt: text('last_used_at'),
    revokedAt: text('revoked_at'),
  },
  (table) => [index('api_tokens_person').on(table.personId)],
)
