'use client'

import { SearchField } from '#components/domain/filters/search-field.tsx'
import type { PutState } from '#components/domain/filters/use-address-state.ts'
import { Button } from '#components/ui/button.tsx'
import { SegmentedChoice } from '#components/ui/choice.tsx'
import { Select } from '#components/ui/select.tsx'
import { requestKind } from '#core/statement/schemas.ts'
import { isFiltered, type ListQuery, withoutFilters } from './list-query.ts'
import { StateFilter } from './state-filter.tsx'

const KINDS = requestKind.options.map((kind) => ({ value: kind, label: kind }))

interface ListFiltersProps {
  readonly query: ListQuery
  readonly onQuery: PutState<ListQuery>
  /** Only who makes requests can have own ones. */
  readonly showMine: boolean
}

/** What hides rows. Each change goes to page 1 and into the address. */
export function ListFilters({ query, onQuery, showMine }: ListFiltersProps) {
  const narrow = (change: Partial<ListQuery>, how?: 'replace') => onQuery({ ...query, ...change, page: 1 }, how)
  return (
    <search className="flex flex-wrap items-center gap-2 border-rule border-b px-4 py-3.5 sm:px-6">
      <SearchField
        label="Search requests"
        placeholder="Id, title, environment, owner"
        value={query.search}
        onSearch={(search) => narrow({ search }, 'replace')}
        className="w-full sm:w-72"
      />
      <StateFilter chosen={query.states} onChange={(states) => narrow({ states: [...states] })} />
      <Select
        aria-label="Kind"
        placeholder="Every kind"
        options={KINDS}
        value={query.kind ?? ''}
        onChange={({ target }) => narrow({ kind: requestKind.safeParse(target.value).data ?? null })}
        className="w-44 max-sm:flex-1"
      />
      {showMine ? (
        <SegmentedChoice
          label="Whose requests"
          value={query.mine ? 'mine' : 'all'}
          options={[
            { value: 'all', label: 'All' },
            { value: 'mine', label: 'Mine' },
          ]}
          onChange={(value) => narrow({ mine: value === 'mine' })}
        />
      ) : null}
      {isFiltered(query) ? (
        <Button variant="plain" size="small" icon="close" onClick={() => onQuery(withoutFilters(query))}>
          Clear filters
        </Button>
      ) : null}
    </search>
  )
}
