'use client'

import { Pagination } from '#components/ui/pagination.tsx'
import type { RequestPage } from '#server/requests/views.ts'
import { type ListQuery, PAGE_SIZE } from './list-query.ts'

interface ListFootProps {
  readonly query: ListQuery
  /** Absent while it is on its way. */
  readonly page: RequestPage | undefined
  readonly onQuery: (next: ListQuery) => void
}

/** How many there are, and the way to the other pages when there are any. */
export function ListFoot({ query, page, onQuery }: ListFootProps) {
  const { total, rows } = page ?? { total: 0, rows: [] }
  return (
    <div className="min-h-[3.3rem] border-rule border-t px-4 py-3 sm:px-6">
      {rows.length === 0 ? null : total <= PAGE_SIZE ? (
        <p className="py-1.5 text-ink-3 text-sm" aria-live="polite">
          {total === 1 ? '1 request' : `${total} requests`}
        </p>
      ) : (
        <Pagination
          page={query.page}
          pageSize={PAGE_SIZE}
          total={total}
          noun="requests"
          onPage={(number) => onQuery({ ...query, page: number })}
        />
      )}
    </div>
  )
}
