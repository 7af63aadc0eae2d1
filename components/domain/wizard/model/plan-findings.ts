import type { Finding } from '#core/findings/finding.ts'
import { sortFindings } from '#core/findings/findings.ts'

interface Previewed {
  readonly findings: readonly Finding[]
}

/** Rules that need the plan, and so come later than the others. */
const OF_THE_PLAN: readonly string[] = ['W01']

/**
 * What to show while the plan of the last edit is not made yet: all that the rules say now, and what the plan before said, because
 * a finding that goes and comes back with every key would only flicker. With an error the plan says nothing.
 */
export function withPlanFindings(
  now: readonly Finding[],
  current: Previewed | null,
  last: Previewed | null,
): readonly Finding[] {
  if (now.some(({ severity }) => severity === 'error')) return now
  const ofPlan = (current ?? last)?.findings.filter(({ ruleId }) => OF_THE_PLAN.includes(ruleId)) ?? []
  return ofPlan.length === 0 ? now : sortFindings([...now, ...ofPlan])
}
