import { describe, expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { buildPlan } from '#core/plan/build-plan.ts'
import { byPhase, filterFromSearch, filterPlan, filterToSearch, NO_FILTER } from './filter-plan.ts'

const plan = buildPlan(buildEnvironment())
const ids = (filter: Partial<typeof NO_FILTER>) => filterPlan(plan, { ...NO_FILTER, ...filter }).map(({ id }) => id)

describe('filterPlan', () => {
  test('without a filter every step is there, in the order of the plan', () => {
    expect(ids({})).toEqual(plan.steps.map(({ id }) => id))
  })

  test('every word must be found, in any letter case, also in commands', () => {
    expect(ids({ text: 'KDS create' })).toEqual(['D-01@directory'])
    expect(ids({ text: 'get-kdsrootkey' })).toContain('D-02@directory')
    expect(ids({ text: 'kds nothing-of-the-kind' })).toEqual([])
  })

  test('choices narrow one another', () => {
    const steps = filterPlan(plan, { ...NO_FILTER, target: 'MIMSYNC', phase: 'F', automation: 'automated' })
    expect(steps.map(({ id }) => id)).toEqual(['F-04@MIMSYNC'])
  })

  test('survives the address of the page', () => {
    const filter = { text: 'a b', target: 'MIMSYNC', phase: '', automation: 'manual' }
    expect(filterFromSearch(new URLSearchParams(filterToSearch(filter)))).toEqual(filter)
  })
})

test('byPhase holds every step once', () => {
  const groups = byPhase(plan.steps)
  expect(groups.map(({ phase }) => phase).join('')).toBe([...new Set(plan.steps.map(({ phase }) => phase))].join(''))
  expect(groups.reduce((total, { steps }) => total + steps.length, 0)).toBe(plan.steps.length)
})
