'use client'

import { useId } from 'react'
import { SearchField } from '#components/domain/filters/search-field.tsx'
import type { PutState } from '#components/domain/filters/use-address-state.ts'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { auditKindWords } from '#core/audit/kinds.ts'
import type { AuditFacets } from '#server/audit/views.ts'
import { type AuditQuery, isFiltered, withoutFilters } from './audit-query.ts'

interface AuditFiltersProps {
  readonly query: AuditQuery
  readonly onQuery: PutState<AuditQuery>
  /** Absent while it is on its way: the lists then hold only what is chosen. */
  readonly facets: AuditFacets | undefined
  readonly total: number | undefined
}

const OUTCOMES = [
  { value: 'done', label: 'Done' },
  { value: 'refused', label: 'Refused' },
]

/** What hides events. Each change starts from the newest event again. */
export function AuditFilters({ query, onQuery, facets, total }: AuditFiltersProps) {
  const narrow = (change: Partial<AuditQuery>, how?: 'replace') =>
    onQuery({ ...query, ...change, before: null, event: null }, how)
  return (
    <search className="flex flex-wrap items-center gap-2 border-rule border-b px-6 py-3.5 max-sm:px-4">
      <SearchField
        label="Search the audit trail"
        placeholder="Search the trail"
        value={query.search}
        onSearch={(search) => narrow({ search }, 'replace')}
        className="w-full sm:w-60"
      />
      {query.object ? (
        <Button icon="close" onClick={() => narrow({ object: null })} className="font-normal">
          <span>
            <span className="sr-only">Show every object, not only </span>
            <b>{query.object.split(':')[0]}</b> {query.object.split(':')[1]}
          </span>
        </Button>
      ) : null}
      <Select
        aria-label="Kind"
        placeholder="Every kind"
        options={kindOptions(facets?.kinds ?? [], query.kind)}
        value={query.kind ?? ''}
        onChange={({ target }) => narrow({ kind: target.value || null })}
        className="w-44 max-sm:min-w-36 max-sm:flex-1"
      />
      <Select
        aria-label="Actor"
        placeholder="Everybody"
        options={actorOptions(facets?.actors ?? [], query.actorId)}
        value={query.actorId ?? ''}
        onChange={({ target }) => narrow({ actorId: target.value || null })}
        className="w-40 max-sm:min-w-36 max-sm:flex-1"
      />
      <Select
        aria-label="Outcome"
        placeholder="Every outcome"
        options={OUTCOMES}
        value={query.outcome ?? ''}
        onChange={({ target }) =>
          narrow({ outcome: target.value === '' ? null : (target.value as 'done' | 'refused') })
        }
        className="w-36 max-sm:min-w-36 max-sm:flex-1"
      />
      <Day label="From" value={query.from} max={query.to} onDay={(from) => narrow({ from }, 'replace')} />
      <Day label="to" value={query.to} min={query.from} onDay={(to) => narrow({ to }, 'replace')} />
      <span className="text-ink-3 text-sm" aria-live="polite">
        {total === undefined ? '' : `${total.toLocaleString('en')} ${total === 1 ? 'event' : 'events'}`}
      </span>
      {isFiltered(query) ? (
        <Button variant="plain" size="small" icon="close" onClick={() => onQuery(withoutFilters(query))}>
          Clear filters
        </Button>
      ) : null}
    </search>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string | null
  readonly min?: string | null
  readonly max?: string | null
  readonly onDay: (day: string | null) => void
}

function Day({ label, value, min, max, onDay }: DayProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-1.5 text-sm max-sm:flex-1">
      <label htmlFor={id} className="text-ink-2">
        {label}
        <span className="sr-only"> day</span>
      </label>
      <TextInput
        id={id}
        type="date"
        value={value ?? ''}
        min={min ?? undefined}
        max={max ?? undefined}
        onChange={({ target }) => onDay(target.value || null)}
        className="w-36 max-sm:w-full"
      />
    </div>
  )
}

/** What is chosen stays in the list even when the log holds no such event. */
function kindOptions(kinds: readonly string[], chosen: string | null) {
  const all = chosen !== null && !kinds.includes(chosen) ? [...kinds, chosen] : kinds
  return all
    .map((kind) => ({ value: kind, label: auditKindWords(kind).title }))
    .sort((one, other) => (one.label < other.label ? -1 : 1))
}

function actorOptions(actors: AuditFacets['actors'], chosen: string | null) {
  const options = actors.map(({ id, name }) => ({ value: id, label: name }))
  return chosen !== null && !actors.some(({ id }) => id === chosen)
    ? [...options, { value: chosen, label: chosen }]
    : options
}
