import { describe, expect, test } from 'vitest'
import { buildPlan } from './build-plan.ts'
import { everyEnvironment } from './contoso.fixture.ts'
import type { PlanStep, Text } from './plan.ts'

const plain = (text: Text): string =>
  text.map((part) => (typeof part === 'string' ? part : 'code' in part ? 'X' : part.strong)).join('')

const textsOf = (step: PlanStep): string[] =>
  [
    ...step.before,
    ...step.actions.flatMap((action) => (action.stop ? [action.stop, action.text] : [action.text])),
    ...step.expect,
    ...step.failures.flatMap((failure) => [failure.symptom, failure.fix]),
    step.undo,
  ].map(plain)

describe.each(everyEnvironment())('%s', (_name, environment) => {
  const plan = buildPlan(environment)
  const everyText = plan.steps.flatMap((step) => textsOf(step).map((text) => ({ id: step.id, text })))

  test('no sentence is longer than thirty words', () => {
    for (const { id, text } of everyText) {
      for (const sentence of text.split(/[.?!:;] /)) {
        expect(sentence.split(/\s+/).length, `${id}: ${sentence}`).toBeLessThanOrEqual(30)
      }
    }
  })

  test('nothing sends a tired reader back and forth', () => {
    for (const { id, text } of everyText) {
      expect(text, id).not.toMatch(/\b(see above|as above|see below|as before|etc\.|and so on|should be)\b/i)
    }
  })

  test('no text is empty, doubled or left unfinished', () => {
    for (const { id, text } of everyText) {
      expect(text.trim(), id).not.toBe('')
      expect(text, id).not.toMatch(/ {2}|\.\.(?!\.)|undefined|null|\[object|\$\{|TODO/)
    }
  })

  test('every step that a text names exists, or is a rollback step that exists', () => {
    const known = new Set(plan.steps.map((step) => step.step))
    for (const { id, text } of everyText) {
      for (const [code] of text.matchAll(/\b[A-KR]-\d\d\b/g)) expect(known.has(code), `${id} names ${code}`).toBe(true)
    }
  })
})
