import type { Environment } from '#core/environment/environment.ts'
import { orderSteps, totalsOf } from './order.ts'
import { phaseA } from './phase-a.ts'
import { phaseB } from './phase-b.ts'
import { phaseC } from './phase-c.ts'
import { phaseD } from './phase-d.ts'
import { phaseE } from './phase-e.ts'
import { phaseF } from './phase-f.ts'
import { phaseG } from './phase-g.ts'
import { phaseH } from './phase-h.ts'
import { phaseI } from './phase-i.ts'
import { phaseJ } from './phase-j.ts'
import { phaseK } from './phase-k.ts'
import { phaseR } from './phase-r.ts'
import { phaseU } from './phase-u.ts'
import type { Plan } from './plan.ts'
import { describeScene } from './scene.ts'
import { targetsOf } from './targets.ts'

/** All steps of a request: of the conversion, or of the change of the mailbox secret alone. */
export const buildPlan = (environment: Environment): Plan =>
  environment.passwordUpdate === undefined ? conversionPlan(environment) : passwordUpdatePlan(environment)

function passwordUpdatePlan(environment: Environment): Plan {
  const scene = describeScene(environment)
  const steps = orderSteps(phaseU(scene))
  const summary = 'The MIM Service is given the new password of its mailbox.'
  const targets = targetsOf(scene, steps).map((target) => ({ ...target, summary }))
  return { targets, steps, totals: totalsOf(steps) }
}

/**
 * All steps that take this environment's MIM services to managed accounts, in order, with their full text. The same
 * environment always gives the same plan.
 */
function conversionPlan(environment: Environment): Plan {
  const scene = describeScene(environment)
  const checks = phaseJ(scene)
  const steps = orderSteps([
    ...phaseA(scene),
    ...phaseB(scene),
    ...phaseC(scene),
    ...phaseD(scene),
    ...phaseE(scene),
    ...phaseF(scene),
    ...phaseG(scene),
    ...phaseH(scene),
    ...phaseI(scene),
    ...checks,
    ...phaseK(scene, [...checks, ...phaseI(scene)]),
    ...phaseR(scene),
  ])
  return { targets: targetsOf(scene, steps), steps, totals: totalsOf(steps) }
}
