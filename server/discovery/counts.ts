import type { DriftReport } from '#core/discovery/drift-report.ts'
import type { DriftSummary } from './views.ts'

export function countsOf({ items }: DriftReport): DriftSummary['counts'] {
  const count = (wanted: keyof DriftSummary['counts']) => items.filter(({ severity }) => severity === wanted).length
  return { blocks: count('blocks'), warns: count('warns'), information: count('information') }
}
