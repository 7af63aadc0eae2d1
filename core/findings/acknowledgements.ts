import type { Finding } from './finding.ts'

/** A person accepts one warning, at one place, for a reason. */
export interface Acknowledgement {
  readonly ruleId: string
  readonly path: string
  readonly reason: string
}

/** Warnings that nobody has acknowledged at their place. A reason of blanks alone is none. */
export function openWarnings(findings: readonly Finding[], acknowledgements: readonly Acknowledgement[]): Finding[] {
  const accepted = new Set(
    acknowledgements.filter(({ reason }) => reason.trim() !== '').map(({ ruleId, path }) => `${ruleId} ${path}`),
  )
  return findings.filter(({ severity, ruleId, path }) => severity === 'warning' && !accepted.has(`${ruleId} ${path}`))
}

/** What stands in the way of generation: every error, and every open warning. Errors cannot be acknowledged. */
export function blockingFindings(
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
): Finding[] {
  const open = new Set(openWarnings(findings, acknowledgements))
  return findings.filter((finding) => finding.severity === 'error' || open.has(finding))
}
