/** What is known of a fact. */
export type FactStatus = 'found' | 'absent' | 'unknown'

export const FACT_STATUSES: readonly FactStatus[] = ['found', 'absent', 'unknown']

/** Words where a field has none of its own. "Nothing seen" is not "not there". */
export const FACT_WORDS: Readonly<Record<FactStatus, string>> = {
  found: 'Known',
  absent: 'Not there',
  unknown: 'Not looked yet',
}

export function statusOf(value: unknown): FactStatus {
  const status = typeof value === 'object' && value !== null && 'status' in value ? value.status : undefined
  return FACT_STATUSES.find((known) => known === status) ?? 'unknown'
}
