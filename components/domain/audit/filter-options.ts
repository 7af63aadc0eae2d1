import type { SelectOption } from '#components/ui/select.tsx'
import { auditKindWords } from '#core/audit/kinds.ts'
import type { AuditFacets } from '#server/audit/views.ts'

export const OUTCOME_OPTIONS: readonly SelectOption[] = [
  { value: 'done', label: 'Done' },
  { value: 'refused', label: 'Refused' },
]

/** Kinds that the log holds, by their words. What is chosen stays in the list even when there is no such event. */
export function kindOptions(kinds: readonly string[], chosen: string | null): SelectOption[] {
  const all = chosen !== null && !kinds.includes(chosen) ? [...kinds, chosen] : kinds
  return all
    .map((kind) => ({ value: kind, label: auditKindWords(kind).title }))
    .sort((one, other) => (one.label < other.label ? -1 : 1))
}

/** People who did something that the log holds. */
export function actorOptions(actors: AuditFacets['actors'], chosen: string | null): SelectOption[] {
  const options = actors.map(({ id, name }) => ({ value: id, label: name }))
  const missing = chosen !== null && !actors.some(({ id }) => id === chosen)
  return missing ? [...options, { value: chosen, label: chosen }] : options
}
