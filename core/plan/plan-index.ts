import type { Plan, PlanStep } from './plan.ts'

/** What the files of every target ask of the plan: looked up once for all of them, so that a target costs the same in a large plan. */
export interface PlanIndex {
  readonly byId: ReadonlyMap<string, PlanStep>
  readonly byTarget: ReadonlyMap<string, readonly PlanStep[]>
  /** Working time of a rollback of everything. */
  readonly rollbackMinutes: number
}

const known = new WeakMap<Plan, PlanIndex>()

export function planIndex(plan: Plan): PlanIndex {
  const found = known.get(plan) ?? makeIndex(plan)
  known.set(plan, found)
  return found
}

export const stepsOf = (plan: Plan, target: string): readonly PlanStep[] => planIndex(plan).byTarget.get(target) ?? []

function makeIndex({ steps }: Plan): PlanIndex {
  const rollback = steps.filter((step) => ['R-01', 'R-02', 'R-03'].includes(step.step))
  return {
    byId: new Map(steps.map((step) => [step.id, step])),
    byTarget: Map.groupBy(steps, (step) => step.target),
    rollbackMinutes: rollback.reduce((total, step) => total + step.minutes, 0),
  }
}
