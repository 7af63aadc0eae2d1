import type { Environment } from '#core/environment/environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import { findings, sortFindings } from '#core/findings/findings.ts'
import { buildPlan } from '#core/plan/build-plan.ts'
import type { Plan } from '#core/plan/plan.ts'
import { unsupported } from '#core/plan/unsupported.ts'

export interface Preview {
  /** Of all rules, X01 included. */
  readonly findings: readonly Finding[]
  /** Null where X01 says that there are no steps. Other errors leave it readable: it shows what would be done. */
  readonly plan: Plan | null
}

/** X01: what this version has no steps for, as findings. */
export const unsupportedFindings = (environment: Environment): Finding[] =>
  unsupported(environment).map((hit) => ({ ruleId: 'X01', severity: 'error', source: 'design', ...hit }))

/** What the rules say of an environment, X01 included, in the order in which findings are shown. */
export function allFindings(environment: Environment, asOf: string): Finding[] {
  return sortFindings([...findings(environment, { asOf }), ...unsupportedFindings(environment)])
}

/** Findings and plan of a draft, as the generator would see them. Refuses an `asOf` that is no calendar day. */
export function preview(environment: Environment, asOf: string): Preview {
  const found = allFindings(environment, asOf)
  return { findings: found, plan: found.some(({ ruleId }) => ruleId === 'X01') ? null : buildPlan(environment) }
}
