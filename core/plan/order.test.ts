import { describe, expect, test } from 'vitest'
import { buildPlan } from './build-plan.ts'
import { contoso } from './contoso.fixture.ts'
import { orderSteps, totalsOf } from './order.ts'
import type { Phase, PlanStep } from './plan.ts'

const model = buildPlan(contoso()).steps[0]

function step(id: string, after: readonly string[] = [], minutes = 10): PlanStep {
  if (!model) throw new Error('no model')
  return { ...model, id, step: id.slice(0, 4), phase: id.slice(0, 1) as Phase, after, minutes, waitMinutes: 0 }
}

describe('orderSteps', () => {
  test('puts what is waited for first, then phase, then id', () => {
    const ordered = orderSteps([
      step('D-02@x'),
      step('B-01@x', ['F-01@x']),
      step('F-01@x'),
      step('A-02@x'),
      step('A-01@y'),
    ])
    expect(ordered.map(({ id }) => id)).toEqual(['A-01@y', 'A-02@x', 'D-02@x', 'F-01@x', 'B-01@x'])
  })

  test('does not depend on the order of its input', () => {
    const steps = buildPlan(contoso()).steps
    expect(orderSteps([...steps].reverse())).toEqual(steps)
  })

  test('refuses a circle, an unknown step and a doubled id', () => {
    expect(() => orderSteps([step('A-01@x', ['A-02@x']), step('A-02@x', ['A-01@x'])])).toThrow('wait for one another')
    expect(() => orderSteps([step('A-01@x', ['A-09@x'])])).toThrow('A-09@x')
    expect(() => orderSteps([step('A-01@x'), step('A-01@x')])).toThrow('one id')
  })

  test('orders ten thousand steps at once', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      step(`A-01@h${index}`, index > 0 ? [`A-01@h${index - 1}`] : []),
    )
    expect(orderSteps(many)).toHaveLength(10_000)
  })
})

test('the critical path is the longest chain, not the sum, and ends with the checks', () => {
  const ordered = orderSteps([
    step('A-01@x', [], 5),
    step('A-01@y', [], 7),
    step('J-01@x', ['A-01@x', 'A-01@y'], 3),
    { ...step('K-01@x', ['J-01@x'], 1), waitMinutes: 50_000 },
    step('R-01@x', [], 400),
  ])
  expect(totalsOf(ordered)).toMatchObject({ steps: 5, minutes: 16, criticalPathMinutes: 10 })
})
