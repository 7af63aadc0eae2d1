'use client'

import { QueryError } from '#components/trpc/query-error.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { SkeletonLine } from '#components/ui/skeleton.tsx'
import type { AuditEventView } from '#server/audit/views.ts'
import { type AuditQuery, EVENTS_PER_PAGE, withoutFilters } from './audit-query.ts'
import { EventList } from './event-list.tsx'
import type { useEvents } from './use-events.ts'

interface EventPagesProps {
  readonly log: ReturnType<typeof useEvents>
  readonly events: readonly AuditEventView[]
  readonly query: AuditQuery
  readonly onQuery: (next: AuditQuery) => void
  readonly onShow: (seq: number) => void
}

/** The events that were fetched so far, or why there are none, and the way into the past. */
export function EventPages({ log, events, query, onQuery, onShow }: EventPagesProps) {
  return (
    <>
      {log.isPending ? <LoadingEvents /> : null}
      <div className={log.isPlaceholderData ? 'opacity-60' : ''} aria-busy={log.isPlaceholderData || undefined}>
        <EventList events={events} query={query} onShow={onShow} />
      </div>
      {log.error ? (
        <div className="p-6 max-sm:p-4">
          <QueryError
            title={events.length > 0 ? 'More events cannot be shown' : 'The audit trail cannot be shown'}
            error={log.error}
            onRetry={() => (log.isFetchNextPageError ? log.fetchNextPage() : log.refetch())}
            busy={log.isFetching}
          />
        </div>
      ) : null}
      {log.isSuccess && events.length === 0 ? (
        <div className="px-6 max-sm:px-4">
          <EmptyState
            level={2}
            title="No event matches"
            action={<Button onClick={() => onQuery(withoutFilters(query))}>Clear filters</Button>}
          >
            The search looks at names, ids, digests, addresses and the words of each kind of event.
          </EmptyState>
        </div>
      ) : null}
      {log.hasNextPage && !log.isFetchNextPageError ? (
        <div className="px-6 py-3.5 max-sm:px-4">
          <Button
            wide
            busy={log.isFetchingNextPage}
            busyLabel="Older events are on their way"
            onClick={() => log.fetchNextPage()}
          >
            Show {EVENTS_PER_PAGE} older events
          </Button>
        </div>
      ) : null}
    </>
  )
}

function LoadingEvents() {
  return (
    <div role="status" className="px-6 max-sm:px-4">
      <span className="sr-only">Loading events</span>
      {Array.from({ length: 10 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={row} className="flex h-[57px] items-center border-rule border-b">
          <SkeletonLine className={row % 2 === 0 ? 'w-4/5' : 'w-3/5'} />
        </div>
      ))}
    </div>
  )
}
