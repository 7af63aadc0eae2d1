'use client'

import { useQuery } from '@tanstack/react-query'
import { useAddressState } from '#components/domain/filters/use-address-state.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import { Skeleton, SkeletonLine } from '#components/ui/skeleton.tsx'
import type { AuditEventView } from '#server/audit/views.ts'
import { AuditFilters } from './audit-filters.tsx'
import { type AuditQuery, EVENTS_PER_PAGE, parseAuditQuery, withoutFilters, writeAuditQuery } from './audit-query.ts'
import { EventDetails } from './event-details.tsx'
import { EventList } from './event-list.tsx'
import { ExportMenu } from './export-menu.tsx'
import { useEvents } from './use-events.ts'

const FORMAT = { parse: parseAuditQuery, write: writeAuditQuery }
const isNarrow = () => window.matchMedia('(width < 67.5rem)').matches

export function AuditView() {
  const trpc = useTRPC()
  const [query, putQuery] = useAddressState(FORMAT)
  const facets = useQuery(trpc.audit.facets.queryOptions())
  const log = useEvents(query)
  const events = log.data?.pages.flatMap(({ rows }) => rows) ?? []
  const asked = query.event === null ? events[0] : events.find(({ seq }) => seq === query.event)
  // On narrow screens the facts stand below the row, where a second click puts them away.
  const show = (seq: number) => putQuery({ ...query, event: query.event === seq && isNarrow() ? null : seq }, 'replace')

  return (
    <>
      <PageHead
        title="Audit trail"
        lead="Every change, refusal and download, in a log to which the portal only ever adds. Each event carries the hash of its own bytes."
        actions={<ExportMenu events={events} />}
      />
      <Sheet margin={<Margin event={asked} pending={log.isPending} />} marginLabel="Facts of one event">
        <AuditFilters query={query} onQuery={putQuery} facets={facets.data} total={log.data?.pages[0]?.total} />
        {query.before === null ? null : (
          <Notice
            kind="info"
            className="mx-6 mt-4 max-sm:mx-4"
            action={
              <Button size="small" onClick={() => putQuery({ ...query, before: null, event: null })}>
                Newest events
              </Button>
            }
          >
            The list begins with event {(query.before - 1).toLocaleString('en')}; newer ones are not shown.
          </Notice>
        )}
        {log.error ? (
          <div className="p-6 max-sm:p-4">
            <QueryError
              title={events.length > 0 ? 'Older events cannot be shown' : 'The audit trail cannot be shown'}
              error={log.error}
              onRetry={() => (log.isFetchNextPageError ? log.fetchNextPage() : log.refetch())}
              busy={log.isFetching}
            />
          </div>
        ) : null}
        {log.isPending ? <LoadingEvents /> : null}
        <div className={log.isPlaceholderData ? 'opacity-60' : ''} aria-busy={log.isPlaceholderData || undefined}>
          <EventList events={events} query={query} onShow={show} />
        </div>
        {log.isSuccess && events.length === 0 ? (
          <div className="px-6 max-sm:px-4">
            <NoEvents query={query} onQuery={putQuery} />
          </div>
        ) : null}
        {log.hasNextPage ? (
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
      </Sheet>
      {facets.error && !facets.data ? (
        <p className="mt-3 text-sm text-warn">
          The lists of kinds and actors are missing: {errorWords(facets.error).message}
        </p>
      ) : null}
    </>
  )
}

function Margin({ event, pending }: { readonly event: AuditEventView | undefined; readonly pending: boolean }) {
  return (
    <div className="sticky top-(--bar-height) max-md:hidden">
      <Section title={event ? `Event ${event.seq.toLocaleString('en')}` : 'Event'}>
        {event ? (
          <EventDetails event={event} />
        ) : pending ? (
          <Skeleton label="Loading the event" lines={8} />
        ) : (
          <p className="text-ink-2">Choose an event in the list. Its facts, its number and its hash appear here.</p>
        )}
      </Section>
    </div>
  )
}

function NoEvents({ query, onQuery }: { readonly query: AuditQuery; readonly onQuery: (next: AuditQuery) => void }) {
  return (
    <EmptyState
      title="No event matches"
      action={<Button onClick={() => onQuery(withoutFilters(query))}>Clear filters</Button>}
    >
      The search looks at names, ids, digests, addresses and the words of each kind of event.
    </EmptyState>
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
