import { sql } from 'drizzle-orm'
import { sha256Hex } from '#crypto/digest.ts'
import type { Db } from '#db/client.ts'

/** Every row of every table: equal before and after a call that must change nothing. */
export function dump(db: Db): Record<string, unknown[]> {
  const tables = db.all<{ name: string }>(
    sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  )
  return Object.fromEntries(
    tables.map(({ name }) => [name, db.all<Row>(sql.raw(`SELECT * FROM "${name}" ORDER BY rowid`)).map(readable)]),
  )
}

type Row = Record<string, unknown>

const readable = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? sha256Hex(value) : value]),
  )
