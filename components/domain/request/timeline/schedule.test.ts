import { describe, expect, test } from 'vitest'
import type { Plan, PlanStep } from '#core/plan/plan.ts'
import { minuteOf, schedule, slackOf, type Windows } from './schedule.ts'
import { buildStep } from './testing.ts'

const WINDOWS: Windows = {
  directory: { notBefore: '2026-12-04T08:00:00+01:00', notAfter: '2026-12-04T20:00:00+01:00' },
  software: null,
  conversion: { notBefore: '2026-12-05T20:00:00+01:00', notAfter: '2026-12-06T08:00:00+01:00' },
  checks: null,
  decommission: null,
}
const OPENS = minuteOf('2026-12-05T20:00:00+01:00')

const planOf = (...steps: PlanStep[]): Plan => ({
  targets: [],
  steps,
  totals: { steps: steps.length, minutes: 0, outageMinutes: 0, criticalPathMinutes: 0 },
})
const times = (...steps: PlanStep[]) =>
  schedule(planOf(...steps), WINDOWS).map(({ step, start, end }) => [step.id, start - OPENS, end - OPENS])
const slack = (...steps: PlanStep[]) => Object.fromEntries(slackOf(schedule(planOf(...steps), WINDOWS)))

describe('schedule', () => {
  test('a step begins when its window opens and what it waits for is done', () => {
    const steps = [buildStep('F-01@A', { minutes: 10 }), buildStep('G-01@B', { minutes: 5, after: ['F-01@A'] })]
    expect(times(...steps)).toEqual([
      ['F-01@A', 0, 10],
      ['G-01@B', 10, 15],
    ])
  })

  test('one person works at a target, people at two targets work side by side', () => {
    const steps = [
      buildStep('F-01@A', { minutes: 10 }),
      buildStep('F-02@A', { minutes: 20 }),
      buildStep('F-01@B', { minutes: 5 }),
    ]
    expect(times(...steps)).toEqual([
      ['F-01@A', 0, 10],
      ['F-01@B', 0, 5],
      ['F-02@A', 10, 30],
    ])
    expect(slack(...steps)).toEqual({ 'F-01@A': 0, 'F-02@A': 0, 'F-01@B': 25 })
  })

  test('waiting passes by itself and keeps nobody', () => {
    const steps = [
      buildStep('D-01@directory', { minutes: 2 }),
      buildStep('D-02@directory', { minutes: 3, waitMinutes: 600, after: ['D-01@directory'] }),
      buildStep('D-03@directory', { minutes: 4 }),
    ]
    const [, other, gate] = schedule(planOf(...steps), WINDOWS)
    expect(other).toMatchObject({ start: OPENS + 2, end: OPENS + 6 })
    expect(gate).toMatchObject({ waitFrom: OPENS + 2, start: OPENS + 602, end: OPENS + 605 })
  })

  test('a wait that is over before the window opens holds nobody back', () => {
    const first = buildStep('D-01@directory', { window: 'directory', minutes: 0 })
    const soak = buildStep('K-01@directory', { minutes: 10, waitMinutes: 60, after: ['D-01@directory'] })
    const [, placed] = schedule(planOf(first, soak), WINDOWS)
    expect(placed).toMatchObject({ waitFrom: OPENS, start: OPENS, end: OPENS + 10 })
  })

  test('a step that waits for a later window is done there', () => {
    const steps = [
      buildStep('F-01@A', { window: 'directory' }),
      buildStep('F-04@A', { window: 'conversion' }),
      buildStep('F-07@A', { window: 'directory', after: ['F-04@A'] }),
    ]
    expect(schedule(planOf(...steps), WINDOWS).map(({ group }) => group)).toEqual([
      'directory',
      'conversion',
      'conversion',
    ])
  })

  test('a window without a time counts from its own beginning', () => {
    const check = buildStep('J-01@A', { minutes: 2, window: 'checks', after: ['F-01@A'] })
    expect(schedule(planOf(buildStep('F-01@A'), check), WINDOWS)[1]).toMatchObject({
      group: 'checks',
      start: 0,
      end: 2,
    })
  })

  test('steps before any window and rollback are not planned', () => {
    expect(times(buildStep('A-01@A', { window: null }), buildStep('R-01@A', { phase: 'R' }))).toEqual([])
  })
})

describe('slackOf', () => {
  test('what is waited for may slip only so far that the wait still ends in time', () => {
    const first = buildStep('D-01@A', { minutes: 2 })
    const gate = buildStep('D-02@B', { minutes: 3, waitMinutes: 60, after: ['D-01@A'] })
    expect(slack(first, gate)).toEqual({ 'D-01@A': 0, 'D-02@B': 0 })
  })

  test('a later window does not make the steps of an earlier one less urgent', () => {
    const work = buildStep('E-01@A', { window: 'directory', minutes: 5 })
    const stop = buildStep('F-01@A', { after: ['E-01@A'], minutes: 5 })
    expect(slack(work, stop)).toEqual({ 'E-01@A': 0, 'F-01@A': 0 })
  })
})
