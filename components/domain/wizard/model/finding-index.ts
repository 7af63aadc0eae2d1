import { pointer, pointerSegments } from '#core/environment/pointer.ts'
import { type Acknowledgement, openWarnings } from '#core/findings/acknowledgements.ts'
import type { Finding, Severity } from '#core/findings/finding.ts'

/** Findings by their place, for controls that stand there. */
export interface FindingIndex {
  /** What is said about exactly this place, without warnings that somebody acknowledged. */
  readonly at: (path: string) => readonly Finding[]
  /** The worst that is open at this place or inside it. */
  readonly worstWithin: (path: string) => Severity | null
}

const RANK: Readonly<Record<Severity, number>> = { information: 1, warning: 2, error: 3 }
const NONE: readonly Finding[] = []

export function indexFindings(
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
): FindingIndex {
  const open = new Set(openWarnings(findings, acknowledgements))
  const shown = findings.filter((finding) => finding.severity !== 'warning' || open.has(finding))
  const exact = Map.groupBy(shown, ({ path }) => path)
  const within = new Map<string, Severity>()
  for (const { path, severity } of shown) {
    for (const ancestor of ancestorsOf(path)) {
      const known = within.get(ancestor)
      if (known === undefined || RANK[known] < RANK[severity]) within.set(ancestor, severity)
    }
  }
  return {
    at: (path) => exact.get(path) ?? NONE,
    worstWithin: (path) => within.get(path) ?? null,
  }
}

/** A place, and every place around it, the whole document included. */
function ancestorsOf(path: string): string[] {
  const segments = pointerSegments(path)
  return [...segments.map((_, index) => pointer(...segments.slice(0, index + 1))), '']
}
