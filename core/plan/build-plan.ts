import type { Environment } from '#core/environment/environment.ts'
import { orderSteps, totalsOf } from './order.ts'
import { type Draft, outlineOf, type PlanOutline, type StepOutline } from './outline.ts'
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
import type { Plan, PlanTarget } from './plan.ts'
import { describeScene, type Scene } from './scene.ts'
import { targetsOf } from './targets.ts'

/** All steps of a request, with their full text. The same environment always gives the same plan. */
export const buildPlan = (environment: Environment): Plan => assemble(environment, (write) => write())

/** The same plan, whose steps are written when somebody asks for them. */
export const outlinePlan = (environment: Environment): PlanOutline => assemble(environment, outlineOf)

type Take<S> = (write: Draft) => S

interface Assembled<S extends StepOutline> extends Pick<Plan, 'targets' | 'totals'> {
  readonly steps: readonly S[]
}

function assemble<S extends StepOutline>(environment: Environment, take: Take<S>): Assembled<S> {
  const scene = describeScene(environment)
  const isUpdate = environment.passwordUpdate !== undefined
  const steps = orderSteps(isUpdate ? phaseU(scene).map(take) : conversionSteps(scene, take))
  const targets = targetsOf(scene, steps)
  return { targets: isUpdate ? targets.map(givenPassword) : targets, steps, totals: totalsOf(steps) }
}

const givenPassword = (target: PlanTarget): PlanTarget => ({
  ...target,
  summary: 'The MIM Service is given the new password of its mailbox.',
})

/** The steps that take an environment's MIM services to managed accounts. */
function conversionSteps<S extends StepOutline>(scene: Scene, take: Take<S>): S[] {
  const checks = [...phaseJ(scene), ...phaseI(scene)].map(take)
  const others = [
    ...phaseA(scene),
    ...phaseB(scene),
    ...phaseC(scene),
    ...phaseD(scene),
    ...phaseE(scene),
    ...phaseF(scene),
    ...phaseG(scene),
    ...phaseH(scene),
    ...phaseK(scene, checks),
    ...phaseR(scene),
  ]
  return [...others.map(take), ...checks]
}
