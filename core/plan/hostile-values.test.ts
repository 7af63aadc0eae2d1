import { describe, expect, test } from 'vitest'
import { buildPlan } from './build-plan.ts'
import { hostileContoso } from './contoso.fixture.ts'
import type { PlanStep, Text } from './plan.ts'

const { environment, mark, marked } = hostileContoso()
const plan = buildPlan(environment)

const QUOTES = "'\u2018\u2019\u201a\u201b"

/** What of a PowerShell command stands outside single-quoted literals; throws when a literal is not closed. */
function outsideLiterals(text: string): string {
  let outside = ''
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (!QUOTES.includes(character)) {
      outside += character
      continue
    }
    for (index++; ; index++) {
      if (index >= text.length) throw new Error(`not closed: ${text}`)
      if (!QUOTES.includes(text.charAt(index))) continue
      if (!QUOTES.includes(text.charAt(index + 1)) || index + 1 >= text.length) break
      index++
    }
  }
  return outside
}

const commandsOf = (step: PlanStep): string[] => [
  ...step.actions.flatMap((action) => (action.command === undefined ? [] : [action.command])),
  ...(step.runs === null ? [] : [step.runs]),
]

const textsOf = (step: PlanStep): Text[] => [
  ...step.before,
  ...step.actions.flatMap((action) => (action.stop ? [action.stop, action.text] : [action.text])),
  ...step.expect,
  ...step.failures.flatMap((failure) => [failure.symptom, failure.fix]),
  step.undo,
]

describe('values that want to be code', () => {
  test('are many, so that the other tests mean something', () => {
    expect(marked).toBeGreaterThan(80)
    expect(plan.steps.flatMap(commandsOf).filter((command) => command.includes('$(x)')).length).toBeGreaterThan(50)
  })

  test('stand in commands only inside single-quoted literals', () => {
    for (const step of plan.steps) {
      for (const command of commandsOf(step)) {
        const outside = outsideLiterals(command)
        for (const piece of ['<b>', '$(x)', '\u2019']) expect(outside, `${step.id}: ${command}`).not.toContain(piece)
      }
    }
  })

  test('stand in running text only as values to type', () => {
    for (const step of plan.steps) {
      for (const text of textsOf(step)) {
        for (const part of text) {
          const words = typeof part === 'string' ? part : 'strong' in part ? part.strong : ''
          for (const piece of ['<b>', '$(x)']) expect(words, step.id).not.toContain(piece)
        }
      }
      for (const words of [step.title, step.who, step.where, step.source]) expect(words, step.id).not.toContain('<b>')
    }
    for (const target of plan.targets) expect(target.summary).not.toContain('<b>')
  })

  test('reach the runner as they were typed', () => {
    const step = plan.steps.find((candidate) => candidate.step === 'D-06')
    expect(step?.parameters).toMatchObject({ code: 'D-06', values: { Member: `MIMSrvGMSAsvc${mark}$` } })
  })
})
