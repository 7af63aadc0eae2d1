'use client'

import { useQuery } from '@tanstack/react-query'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { ZoneName } from '#components/ui/time.tsx'
import { pollInterval } from '../data/poll-interval.ts'
import { useRequest } from '../data/request-provider.tsx'
import { counted } from '../data/when.ts'
import { HistoryDay } from './history-day.tsx'
import { useDays } from './use-days.ts'

/** What the audit log holds about this request, the newest first. */
export function HistoryTab() {
  const { latest } = useRequest()
  const trpc = useTRPC()
  const history = useQuery({
    ...trpc.requests.history.queryOptions({ id: latest.id }),
    refetchInterval: pollInterval(latest),
  })
  const days = useDays(history.data ?? [])
  return (
    <Sheet>
      <Section
        title="History"
        end={
          history.data ? (
            <>
              {counted(history.data.length, 'event')}, times are <ZoneName />
            </>
          ) : null
        }
      >
        {history.error && !history.data ? (
          <QueryError
            title="The history cannot be shown."
            error={history.error}
            onRetry={() => history.refetch()}
            busy={history.isFetching}
          />
        ) : null}
        {history.isPending ? <Skeleton label="Reading the history" lines={12} className="min-h-80" /> : null}
        {history.data?.length === 0 ? (
          <EmptyState title="Nothing happened yet">Every change of this request is recorded here.</EmptyState>
        ) : null}
        {days.map(({ day, events }) => (
          <HistoryDay key={day} day={day} events={events} />
        ))}
      </Section>
    </Sheet>
  )
}
