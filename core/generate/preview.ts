import type { Environment } from '#core/environment/environment.ts'
import type { Finding, RuleContext } from '#core/findings/finding.ts'
import { findings, ruleFindings, sortFindings } from '#core/findings/findings.ts'
import { W01 } from '#core/findings/schedule.ts'
import { buildPlan, outlinePlan } from '#core/plan/build-plan.ts'
import type { PlanOutline, StepOutline } from '#core/plan/outline.ts'
import type { Plan } from '#core/plan/plan.ts'

export interface Preview<P extends Plan | PlanOutline = Plan> {
  /** Of all rules, W01 included. */
  readonly findings: readonly Finding[]
  /** Null where a step would have a hole or no text. Other errors leave it readable: it shows what would be done. */
  readonly plan: P | null
}

/** What lies beside the environment; a rule that needs it is silent without it. */
export type Known = Pick<RuleContext, 'ciphertexts'>

/** What the rules say of an environment, W01 included, in the order in which findings are shown. */
export const allFindings = (environment: Environment, asOf: string, known: Known = {}): Finding[] => [
  ...previewBy(outlinePlan, environment, asOf, known).findings,
]

/** Missing values, names that lead nowhere or to two places, values that no command can carry. */
const BREAKS_PLAN = new Set(['N01', 'N07', 'N08', 'N09', 'N16', 'N17', 'N18', 'F13', 'F14', 'T03', 'U02'])

/**
 * Findings and plan of a draft, as the generator would see them. The length of the conversion window is judged only where no error
 * is left: until then its plan would be wrong. Refuses an `asOf` that is no calendar day.
 */
export const preview = (environment: Environment, asOf: string, known: Known = {}): Preview =>
  previewBy(buildPlan, environment, asOf, known)

/** The same with a plan of another form. */
export function previewBy<P extends Plan | PlanOutline>(
  build: (environment: Environment) => P,
  environment: Environment,
  asOf: string,
  known: Known,
): Preview<P> {
  const found = findings(environment, { ...known, asOf })
  if (found.some(({ ruleId }) => BREAKS_PLAN.has(ruleId))) return { findings: sortFindings(found), plan: null }
  const plan = build(environment)
  if (found.some(({ severity }) => severity === 'error')) return { findings: sortFindings(found), plan }
  if (environment.passwordUpdate) return { findings: sortFindings(found), plan }
  const judged = ruleFindings(W01, environment, { asOf, conversionMinutes: () => conversionMinutes(plan) })
  return { findings: sortFindings([...found, ...judged]), plan }
}

/** Work of all people inside the conversion window, one step after the other. */
function conversionMinutes(plan: Plan | PlanOutline): number {
  const steps: readonly StepOutline[] = plan.steps
  return steps.filter(({ window }) => window === 'conversion').reduce((sum, { minutes }) => sum + minutes, 0)
}
