import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { MUTANTS } from '../powershell/tests/mutants/list.ts'

const root = resolve(import.meta.dirname, '..', 'powershell')

const sourceOf = (file: string): string =>
  readFileSync(
    file === 'Start-Runbook.ps1' ? join(root, 'scripts', file) : join(root, 'modules', 'MimGmsa', file),
    'utf8',
  ).replaceAll('\r\n', '\n')

test('each deliberate mistake can still be planted, at exactly one place', () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(40)
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length)
  for (const { name, file, before } of MUTANTS) expect(sourceOf(file).split(before).length, name).toBe(2)
})
