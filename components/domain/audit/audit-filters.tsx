'use client'

import { useState } from 'react'
import { SearchField } from '#components/domain/filters/search-field.tsx'
import type { PutState } from '#components/domain/filters/use-address-state.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Select } from '#components/ui/select.tsx'
import type { AuditFacets } from '#server/audit/views.ts'
import { type AuditQuery, isFiltered, withoutFilters } from './audit-query.ts'
import { DayField } from './day-field.tsx'
import { actorOptions, kindOptions, OUTCOME_OPTIONS } from './filter-options.ts'

interface AuditFiltersProps {
  readonly query: AuditQuery
  readonly onQuery: PutState<AuditQuery>
  /** Absent while it is on its way: the lists then hold only what is chosen. */
  readonly facets: AuditFacets | undefined
  readonly total: number | undefined
}

/** What hides events. Each change starts from the newest event again. On phones all but the search folds away. */
export function AuditFilters({ query, onQuery, facets, total }: AuditFiltersProps) {
  const [unfolded, setUnfolded] = useState(false)
  const narrow = (change: Partial<AuditQuery>, how?: 'replace') =>
    onQuery({ ...query, ...change, before: null, event: null }, how)
  return (
    <search className="flex flex-wrap items-center gap-2 border-rule border-b px-6 py-3.5 max-sm:px-4">
      <SearchField
        label="Search the audit trail"
        placeholder="Search the trail"
        value={query.search}
        onSearch={(search) => narrow({ search }, 'replace')}
        className="w-60 max-sm:w-auto max-sm:min-w-40 max-sm:flex-1"
      />
      <Button aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)} className="sm:hidden">
        Filters
        <Icon name={unfolded ? 'chevronUp' : 'chevronDown'} />
      </Button>
      {query.object ? <ObjectFilter object={query.object} onRemove={() => narrow({ object: null })} /> : null}
      <div className={cn('contents', unfolded ? 'max-sm:grid max-sm:w-full max-sm:gap-2' : 'max-sm:hidden')}>
        <Select
          aria-label="Kind"
          placeholder="Every kind"
          options={kindOptions(facets?.kinds ?? [], query.kind)}
          value={query.kind ?? ''}
          onChange={({ target }) => narrow({ kind: target.value || null })}
          className="sm:w-44"
        />
        <Select
          aria-label="Actor"
          placeholder="Everybody"
          options={actorOptions(facets?.actors ?? [], query.actorId)}
          value={query.actorId ?? ''}
          onChange={({ target }) => narrow({ actorId: target.value || null })}
          className="sm:w-40"
        />
        <Select
          aria-label="Outcome"
          placeholder="Every outcome"
          options={OUTCOME_OPTIONS}
          value={query.outcome ?? ''}
          onChange={({ target }) =>
            narrow({ outcome: target.value === 'done' || target.value === 'refused' ? target.value : null })
          }
          className="sm:w-38"
        />
        <DayField label="From" value={query.from} max={query.to} onDay={(from) => narrow({ from }, 'replace')} />
        <DayField label="to" value={query.to} min={query.from} onDay={(to) => narrow({ to }, 'replace')} />
      </div>
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

/** The log of one request or person, as a link elsewhere asked for it. */
function ObjectFilter({ object, onRemove }: { readonly object: string; readonly onRemove: () => void }) {
  const [type, id] = object.split(':')
  return (
    <Button icon="close" onClick={onRemove} className="font-normal">
      <span>
        <span className="sr-only">Show every object, not only </span>
        <b>{type}</b> {id}
      </span>
    </Button>
  )
}
