import { openWarnings } from '#core/findings/acknowledgements.ts'
import type { Finding, Severity } from '#core/findings/finding.ts'
import type { RequestView } from '#server/requests/views.ts'

export interface OpenCount {
  readonly errors: number
  /** Warnings without a reason. */
  readonly warnings: number
}

/** What stands in the way of a submission. */
export function openOf({ findings, case: { acknowledgements } }: Pick<RequestView, 'findings' | 'case'>): OpenCount {
  return {
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: openWarnings(findings, acknowledgements).length,
  }
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information']

/** Only severities of which there are findings, the worst first. */
export const bySeverity = (findings: readonly Finding[]): [Severity, Finding[]][] =>
  SEVERITIES.flatMap((severity): [Severity, Finding[]][] => {
    const own = findings.filter((finding) => finding.severity === severity)
    return own.length > 0 ? [[severity, own]] : []
  })

/** The reason that a person gave for a warning at its place; null when there is none yet. */
export function reasonFor(finding: Finding, { acknowledgements }: RequestView['case']): string | null {
  const found = acknowledgements.find(({ ruleId, path }) => ruleId === finding.ruleId && path === finding.path)
  const reason = found?.reason.trim() ?? ''
  return finding.severity === 'warning' && reason !== '' ? reason : null
}
