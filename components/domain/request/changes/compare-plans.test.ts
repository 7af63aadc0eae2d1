import { expect, test } from 'vitest'
import type { Plan, PlanStep } from '#core/plan/plan.ts'
import { comparePlans } from './compare-plans.ts'

const step = (id: string, more: Partial<PlanStep> = {}): PlanStep => ({
  id,
  step: id.split('@')[0] ?? id,
  phase: 'F',
  target: 'MIMSYNC',
  subject: null,
  title: `Title of ${id}`,
  who: 'admin',
  where: 'console',
  automation: 'manual',
  changes: true,
  window: null,
  outage: false,
  pointOfNoReturn: false,
  minutes: 2,
  waitMinutes: 0,
  after: [],
  before: [],
  actions: [{ text: ['Run ', { code: 'a' }], command: 'a.exe' }],
  runs: null,
  expect: [],
  failures: [],
  undo: ['nothing'],
  source: 'PSD',
  parameters: null,
  ...more,
})
const plan = (...steps: PlanStep[]): Plan => ({
  targets: [],
  steps,
  totals: { steps: steps.length, minutes: 0, outageMinutes: 0, criticalPathMinutes: 0 },
})
const told = (before: Plan, after: Plan) => comparePlans(before, after).map(({ kind, step: { id } }) => `${kind} ${id}`)
const [A, B, C, D] = ['F-01@X', 'F-02@X', 'F-03@X', 'F-04@X'].map((id) => step(id)) as [
  PlanStep,
  PlanStep,
  PlanStep,
  PlanStep,
]

test('equal plans have no differences', () => {
  expect(comparePlans(plan(A, B), plan({ ...A }, { ...B }))).toEqual([])
})

test('steps that came, went, say something else, or are done at another time', () => {
  expect(told(plan(A, B, C), plan(A, C, D))).toEqual(['added F-04@X', 'removed F-02@X'])
  expect(told(plan(A, B, C, D), plan(D, A, B, C))).toEqual(['moved F-04@X'])
  expect(told(plan(A, B), plan(A, { ...B, minutes: 9 }))).toEqual(['changed F-02@X'])
})

test('a changed step names each part with both values; every member that people read is compared', () => {
  const [change] = comparePlans(plan(A), plan({ ...A, minutes: 9, actions: [{ text: ['Run'], command: 'b.exe' }] }))
  expect(change).toMatchObject({
    parts: [
      { name: 'Minutes', before: '2', after: '9' },
      { name: 'Do', before: 'Run a\na.exe', after: 'Run\nb.exe' },
    ],
  })
  const others: Partial<PlanStep> = {
    title: 'x',
    who: 'x',
    where: 'x',
    automation: 'automated',
    window: 'conversion',
    outage: true,
    pointOfNoReturn: true,
    waitMinutes: 5,
    after: ['x'],
    before: [['x']],
    runs: 'x',
    expect: [['x']],
    failures: [{ symptom: ['x'], fix: ['y'] }],
    undo: ['x'],
  }
  for (const [name, value] of Object.entries(others))
    expect(told(plan(A), plan({ ...A, [name]: value })), name).toEqual(['changed F-01@X'])
})
