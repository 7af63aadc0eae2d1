import type { Environment } from '#core/environment/environment.ts'
import { orderSteps, totalsOf } from './order.ts'
import { phaseA } from './phase-a.ts'
import type { Plan } from './plan.ts'
import { describeScene } from './scene.ts'
import { targetsOf } from './targets.ts'

/**
 * All steps that take this environment's MIM services to managed accounts, in order, with their full text. The same
 * environment always gives the same plan. Call it only when `unsupported` yields nothing: it leaves out what it has no steps for.
 */
export function buildPlan(environment: Environment): Plan {
  const scene = describeScene(environment)
  const steps = orderSteps([...phaseA(scene)])
  return { targets: targetsOf(scene, steps), steps, totals: totalsOf(steps) }
}
