import { sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What the portal itself must remember, e.g. the key that signs demo tickets. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})
