import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { assertDurable, migrateDb, openDb } from './client.ts'

const folder = mkdtempSync(join(tmpdir(), 'mim-gmsa-db-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a database that is opened again still commits to the disk, with foreign keys, readable by its owner only', () => {
  const file = join(folder, 'portal.db')
  openDb(file).$client.close()
  const { $client: sqlite } = openDb(file)
  expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(sqlite.pragma('synchronous', { simple: true })).toBe(2)
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
  expect(sqlite.pragma('busy_timeout', { simple: true })).toBe(5000)
  sqlite.close()
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a connection that answers before the disk has it is refused', () => {
  const sqlite = new Database(join(folder, 'portal.db'))
  sqlite.pragma('foreign_keys = ON')
  expect(() => assertDurable(sqlite)).toThrow('synchronous is 1, not 2 (FULL)')
  sqlite.close()
})

test('migrating twice changes nothing', () => {
  const db = openDb(':memory:')
  migrateDb(db, 'db/migrations')
  const schema = () => db.$client.prepare('SELECT sql FROM sqlite_master ORDER BY name').all()
  const first = schema()
  migrateDb(db, 'db/migrations')
  expect(schema()).toEqual(first)
  expect(first.length).toBeGreaterThan(10)
})
