import type { OutlinedStep, PlanOutline, StepOutline } from './outline.ts'
import type { Plan, PlanStep } from './plan.ts'

/** What the files of every target ask of the plan: looked up once for all of them, so that a target costs the same in a large plan. */
export interface PlanIndex {
  readonly byId: ReadonlyMap<string, StepOutline>
  readonly byTarget: ReadonlyMap<string, readonly (PlanStep | OutlinedStep)[]>
  /** Working time of a rollback of everything. */
  readonly rollbackMinutes: number
}

const known = new WeakMap<Plan | PlanOutline, PlanIndex>()

export function planIndex(plan: Plan | PlanOutline): PlanIndex {
  const found = known.get(plan) ?? makeIndex(plan)
  known.set(plan, found)
  return found
}

/** The steps of one target in order, with their text: of an outline they are written at each call. */
export const stepsOf = (plan: Plan | PlanOutline, target: string): PlanStep[] =>
  (planIndex(plan).byTarget.get(target) ?? []).map((step) => ('write' in step ? step.write() : step))

function makeIndex(plan: Plan | PlanOutline): PlanIndex {
  const steps: readonly (PlanStep | OutlinedStep)[] = plan.steps
  const rollback = steps.filter((step) => ['R-01', 'R-02', 'R-03'].includes(step.step))
  return {
    byId: new Map(steps.map((step) => [step.id, step])),
    byTarget: Map.groupBy(steps, (step) => step.target),
    rollbackMinutes: rollback.reduce((total, step) => total + step.minutes, 0),
  }
}
