import type { PlanOutline } from '#core/plan/outline.ts'
import { EXCHANGE_SCRIPT } from '#core/plan/phase-u-script.ts'
import type { Plan, PlanTarget } from '#core/plan/plan.ts'
import { planIndex } from '#core/plan/plan-index.ts'
import type { GeneratedFile } from './types.ts'

/** Steps after which a target is a server of the MIM Service. */
const SERVICE_STEPS = ['G-05', 'U-03']

/** The files of the release that belong into the bundle of one target. */
export function filesFor(
  { target }: PlanTarget,
  plan: Plan | PlanOutline,
  files: readonly GeneratedFile[],
): GeneratedFile[] {
  const steps = planIndex(plan).byTarget.get(target) ?? []
  const runsService = steps.some(({ step }) => SERVICE_STEPS.includes(step))
  return files.filter(({ path }) => path !== EXCHANGE_SCRIPT || runsService)
}
