import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'

export type Db = ReturnType<typeof openDb>
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]
/** A query that only reads works on both. */
export type Reader = Db | Tx

const BUSY_TIMEOUT_MS = 5_000
const FULL = 2

/**
 * Opens the portal's database; a new file can be read by its owner only. better-sqlite3 is built so that a WAL database that
 * is opened again runs with `synchronous = NORMAL`, which may lose answered writes at a power cut: hence the check.
 */
export function openDb(file: string) {
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600))
  const sqlite = new Database(file)
  try {
    sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    const journal = sqlite.pragma('journal_mode = WAL', { simple: true })
    if (journal !== 'wal' && file !== ':memory:') throw new Error(`${file}: SQLite refused WAL and uses ${journal}`)
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    // What is deleted is overwritten: ciphertexts must not be found in free pages.
    sqlite.pragma('secure_delete = ON')
    assertDurable(sqlite)
  } catch (error) {
    sqlite.close()
    throw error
  }
  return drizzle(sqlite)
}

/** Throws unless a commit is on the disk before it is answered, and foreign keys hold. */
export function assertDurable(sqlite: Database.Database): void {
  const synchronous = sqlite.pragma('synchronous', { simple: true })
  if (synchronous !== FULL) throw new Error(`synchronous is ${synchronous}, not ${FULL} (FULL)`)
  if (sqlite.pragma('foreign_keys', { simple: true }) !== 1) throw new Error('foreign_keys is off')
}

/** Writes the log back into the database and empties it, so that nothing that was overwritten is left beside it. */
export function truncateLog(db: Db): void {
  db.$client.pragma('wal_checkpoint(TRUNCATE)')
}

/** Brings the tables up to date. `migrationsFolder` is `db/migrations`, wherever the running program has it. */
export function migrateDb(db: Db, migrationsFolder: string): void {
  migrate(db, { migrationsFolder })
}
