import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Bytes under their SHA-256, once however often they are used. */
export const blobs = sqliteTable('blobs', {
  sha256: text('sha256').primaryKey(),
  bytes: blob('bytes', { mode: 'buffer' }).notNull(),
})
