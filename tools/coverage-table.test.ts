import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { passwordUpdateRules, rules } from '#core/findings/rules.ts'
import { GUIDE } from './coverage-guide.ts'
import { STEPS } from './coverage-steps.ts'
import { plannedSteps, renderCoverage } from './coverage-table.ts'

const file = resolve(import.meta.dirname, '..', 'docs', 'coverage.md')

/** The step ids of the reference; E-06 does not exist there. */
const REFERENCE = { A: 8, B: 5, C: 5, D: 11, E: 7, F: 8, G: 10, H: 3, I: 3, J: 12, K: 5, R: 4, U: 4 }
const referenceIds = Object.entries(REFERENCE)
  .flatMap(([phase, count]) =>
    Array.from({ length: count }, (_, index) => `${phase}-${String(index + 1).padStart(2, '0')}`),
  )
  .concat('E-00', 'F-02b')
  .filter((id) => id !== 'E-06')

test('docs/coverage.md equals the plans of the program', () => {
  if (process.env.UPDATE === '1') writeFileSync(file, renderCoverage())
  expect(readFileSync(file, 'utf8')).toBe(renderCoverage())
})

test('every step of the reference has a row, and every step of a plan', () => {
  expect(Object.keys(STEPS)).toEqual(expect.arrayContaining(referenceIds))
  expect(Object.keys(STEPS)).toEqual(expect.arrayContaining([...plannedSteps().keys()]))
})

test('only what has a reason is in no plan', () => {
  const planned = plannedSteps()
  expect(Object.keys(STEPS).filter((id) => !planned.has(id))).toEqual(['F-02b', 'G-06'])
})

test('no cell is empty', () => {
  const cells = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => line.split(/(?<!\\)\|/).slice(1, -1))
  expect(cells.length).toBeGreaterThan(500)
  expect(cells.filter((cell) => cell.trim() === '')).toEqual([])
})

test('what the table of the guide names exists', () => {
  const named = GUIDE.flatMap(({ where }) => where.match(/\b[A-Z]-\d\d\b/g) ?? [])
  expect(named.filter((id) => !(id in STEPS))).toEqual([])
  const ids = new Set([...rules, ...passwordUpdateRules].map(({ id }) => id))
  const ruleNames = GUIDE.flatMap(({ where }) => where.match(/\b[A-Z]\d\d\b/g) ?? [])
  expect(ruleNames.filter((id) => !ids.has(id))).toEqual([])
})
