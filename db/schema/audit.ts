import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

const fact = (path: string) => sql.raw(`json_extract(CAST(body AS TEXT), '$.${path}')`)

/**
 * The log: append-only (triggers in the migrations). Everything below `leaf` is computed from `body` at reading or in an
 * index, so it can never say something else.
 */
export const audit = sqliteTable(
  'audit',
  {
    /** Index of the leaf in the RFC 6962 tree, from 0. */
    seq: integer('seq').primaryKey(),
    /** RFC 8785 bytes of the event, kept as they were hashed. */
    body: blob('body', { mode: 'buffer' }).notNull(),
    /** SHA-256(0x00 || body). */
    leaf: blob('leaf', { mode: 'buffer' }).notNull(),
    at: text('at').generatedAlwaysAs(fact('at'), { mode: 'virtual' }),
    kind: text('kind').generatedAlwaysAs(fact('kind'), { mode: 'virtual' }),
    outcome: text('outcome').generatedAlwaysAs(fact('outcome'), { mode: 'virtual' }),
    actor: text('actor').generatedAlwaysAs(fact('actor'), { mode: 'virtual' }),
    objectType: text('object_type').generatedAlwaysAs(fact('object.type'), { mode: 'virtual' }),
    objectId: text('object_id').generatedAlwaysAs(fact('object.id'), { mode: 'virtual' }),
  },
  (table) => [
    index('audit_kind').on(table.kind),
    index('audit_actor').on(table.actor),
    index('audit_object').on(table.objectType, table.objectId),
  ],
)

/** Clear text of what a body holds as SHA-256(salt || text). A row may be erased; the tree stays whole. */
export const auditTexts = sqliteTable(
  'audit_texts',
  {
    seq: integer('seq')
      .notNull()
      .references(() => audit.seq),
    name: text('name').notNull(),
    salt: blob('salt', { mode: 'buffer' }).notNull(),
    text: text('text').notNull(),
  },
  (table) => [primaryKey({ columns: [table.seq, table.name] })],
)
