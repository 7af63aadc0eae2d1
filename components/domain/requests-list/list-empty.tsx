'use client'

import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { isFiltered, type ListQuery, PAGE_SIZE, withoutFilters } from './list-query.ts'

interface ListEmptyProps {
  readonly query: ListQuery
  readonly total: number
  readonly canCreate: boolean
  readonly onQuery: (next: ListQuery) => void
}

/** Why there is no row: a page behind the last one, filters, or really nothing yet. */
export function ListEmpty({ query, total, canCreate, onQuery }: ListEmptyProps) {
  if (total > 0) {
    const last = Math.ceil(total / PAGE_SIZE)
    return (
      <EmptyState
        level={2}
        title={`There is no page ${query.page}`}
        action={<Button onClick={() => onQuery({ ...query, page: last })}>Go to page {last}</Button>}
      >
        The list became shorter, or the address was changed. {total} requests are on {last} pages.
      </EmptyState>
    )
  }
  if (isFiltered(query)) {
    return (
      <EmptyState
        level={2}
        title="No request matches"
        action={<Button onClick={() => onQuery(withoutFilters(query))}>Clear filters</Button>}
      >
        Filters hide every request. The search looks at id, title, environment and owner.
      </EmptyState>
    )
  }
  return canCreate ? (
    <EmptyState
      level={2}
      title="There is no request yet"
      action={
        <ButtonLink href="/requests/new" icon="plus">
          New request
        </ButtonLink>
      }
    >
      A request describes one MIM environment and the window in which its services move to gMSAs. Start with an empty
      form or with a sample; every request stands here from its first draft on.
    </EmptyState>
  ) : (
    <EmptyState level={2} title="There is no request yet">
      As soon as a requester starts one, it stands here with its state, what happens next and its window.
    </EmptyState>
  )
}
