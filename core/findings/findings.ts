import type { Environment } from '#core/environment/environment.ts'
import { pointerSegments } from '#core/environment/pointer.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { Finding, Rule, RuleContext, Severity } from './finding.ts'
import { rulesFor } from './rules.ts'

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information']

/**
 * What all rules say about an environment: errors first, then warnings, then information; within them by rule and by place.
 * The same environment and day give the same list in every engine. Refuses an `asOf` that is no calendar day.
 */
export function findings(environment: Environment, context: RuleContext): Finding[] {
  if (!isDay(context.asOf)) {
    throw new AppError('BAD_INPUT', `The day "${context.asOf}" is no calendar day. Write it as 2026-11-24.`)
  }
  return sortFindings(rulesFor(environment).flatMap((rule) => ruleFindings(rule, environment, context)))
}

/** What one rule says. */
export function ruleFindings(rule: Rule, environment: Environment, context: RuleContext): Finding[] {
  const { id, severity, source, check } = rule
  return Array.from(check(environment, context), (hit) => ({ ruleId: id, severity, source, ...hit }))
}

/** The order in which findings are shown. */
export function sortFindings(list: readonly Finding[]): Finding[] {
  return list
    .map((finding) => ({ finding, segments: pointerSegments(finding.path) }))
    .sort(
      ({ finding: a, segments: left }, { finding: b, segments: right }) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        compareText(a.ruleId, b.ruleId) ||
        compareSegments(left, right) ||
        compareText(a.message, b.message),
    )
    .map(({ finding }) => finding)
}

/** As the document reads: entry 2 before entry 10. */
function compareSegments(left: readonly string[], right: readonly string[]): number {
  for (const [index, one] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    const order = bothNumbers(one, other) ? Number(one) - Number(other) : compareText(one, other)
    if (order !== 0) return order
  }
  return left.length - right.length
}

const bothNumbers = (a: string, b: string): boolean => /^\d+$/.test(a) && /^\d+$/.test(b)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
}
