import type { Plan, PlanTarget } from '#core/plan/plan.ts'
import type { GeneratedFile } from './types.ts'

/** Updates the mailbox password that the MIM Service uses; of use only where that service runs. */
export const EXCHANGE_SCRIPT = 'Update-ExchangePassword.ps1'

/** The files of the release that belong into the bundle of one target. */
export function filesFor({ target }: PlanTarget, plan: Plan, files: readonly GeneratedFile[]): GeneratedFile[] {
  const runsService = plan.steps.some((step) => step.target === target && step.step === 'G-05')
  return files.filter(({ path }) => path !== EXCHANGE_SCRIPT || runsService)
}
