import type { Phase, PlanStep } from '#core/plan/plan.ts'

/** For tests: a step of the conversion window; phase, number and target come from its id. */
export function buildStep(id: string, changes: Partial<PlanStep> = {}): PlanStep {
  const [step = '', rest = ''] = id.split('@')
  const [target = '', subject = null] = rest.split('#')
  return {
    id,
    step,
    phase: step.slice(0, 1) as Phase,
    target,
    subject,
    title: `Title of ${step}`,
    who: 'local admin',
    where: 'this server',
    automation: 'automated',
    changes: true,
    window: 'conversion',
    outage: false,
    pointOfNoReturn: false,
    minutes: 5,
    waitMinutes: 0,
    after: [],
    before: [],
    actions: [],
    runs: null,
    expect: [],
    failures: [],
    undo: [],
    source: 'TEST',
    parameters: null,
    ...changes,
  }
}
