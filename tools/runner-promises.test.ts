import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** `RefusalTests.A_changed_file` for each test method of powershell/tests; a base class counts under its own name. */
function methods(): Set<string> {
  const folder = join(root, 'powershell', 'tests')
  const found = new Set<string>()
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.cs'),
  )) {
    let owner = ''
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      owner = /\bclass (\w+Tests)\b/.exec(line)?.[1] ?? owner
      const method = /public (?:async )?(?:void|Task) (\w+)\(/.exec(line)?.[1]
      if (method) found.add(`${owner}.${method}`)
    }
  }
  return found
}

test('every promise of docs/runner.md names tests that exist', () => {
  const known = methods()
  const rows = readFileSync(join(root, 'docs', 'runner.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('Tests.'))
  expect(rows.length).toBeGreaterThan(20)
  for (const row of rows)
    for (const [, name = ''] of row.matchAll(/`(\w+Tests\.\w+)`/g)) expect(known.has(name), name).toBe(true)
})
