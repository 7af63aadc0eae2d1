import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrateDb, openDb } from './client.ts'

const folder = mkdtempSync(join(tmpdir(), 'mim-gmsa-migrations-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The migrations before `tag`, as an older version had them. */
function migrationsBefore(tag: string): string {
  cpSync('db/migrations', folder, { recursive: true })
  const file = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8'))
  const position = journal.entries.findIndex((entry: { tag: string }) => entry.tag === tag)
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, position) }))
  return folder
}

test('owners of requests that are there already become the authors of each revision', () => {
  const db = openDb(':memory:')
  migrateDb(db, migrationsBefore('0003_authors'))
  db.$client.exec(`
    INSERT INTO people (id, user, name, created_at) VALUES ('ines', 'ines', 'Ines', '2026-11-20');
    INSERT INTO requests (id, kind, owner_id, state, revision, reached, created_at, changed_at, title, environment_name,
      window, errors, warnings, search_text)
    VALUES ('MG-0001', 'conversion', 'ines', 'draft', 2, '{}', '2026-11-21', '2026-11-22', '', '', 'null', 0, 0, ''),
      ('MG-0002', 'conversion', 'ines', 'submitted', 1, '{}', '2026-11-23', '2026-11-23', '', '', 'null', 0, 0, '');
    INSERT INTO blobs (sha256, bytes) VALUES ('a', x'00');
    INSERT INTO revisions (request_id, revision, environment, case_json, as_of, policy, plan_digest, statement_sha256,
      plan_sha256, findings, outcome, prepared_at)
    VALUES ('MG-0001', 1, '{}', '{}', '2026-11-21', '{}', 'p1', 'a', 'a', '[]', 'closed', '2026-11-21'),
      ('MG-0002', 1, '{}', '{}', '2026-11-23', '{}', 'p2', 'a', 'a', '[]', 'submitted', '2026-11-23');
  `)
  migrateDb(db, 'db/migrations')
  const rows = db.$client.prepare('SELECT * FROM authors ORDER BY request_id, revision').raw().all()
  expect(rows).toEqual([
    ['MG-0001', 1, 'ines', 1, '2026-11-21'],
    ['MG-0001', 2, 'ines', 1, '2026-11-21'],
    ['MG-0002', 1, 'ines', 1, '2026-11-23'],
  ])
})
