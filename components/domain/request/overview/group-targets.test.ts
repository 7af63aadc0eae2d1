import { describe, expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { buildPlan } from '#core/plan/build-plan.ts'
import { groupTargets } from './group-targets.ts'

const plan = buildPlan(buildEnvironment())

describe('groupTargets', () => {
  test('counts every step and every target once', () => {
    const rows = groupTargets(plan)
    expect(rows.reduce((total, row) => total + row.steps * row.targets.length, 0)).toBe(plan.steps.length)
    expect(rows.flatMap(({ targets }) => targets).sort()).toEqual(plan.targets.map(({ target }) => target).sort())
  })

  test('does not count the minutes of a rollback that is not planned', () => {
    const minutes = groupTargets(plan).reduce((total, row) => total + row.minutes * row.targets.length, 0)
    expect(minutes).toBe(plan.totals.minutes)
  })

  test('nodes that do the same share one row', () => {
    const [first] = plan.targets
    const twin = { ...plan, steps: [], targets: first ? [first, { ...first, target: 'TWIN' }] : [] }
    expect(groupTargets(twin)).toMatchObject([{ targets: ['directory', 'TWIN'], steps: 0 }])
  })
})
