'use client'

import { useQuery } from '@tanstack/react-query'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { RequestLines } from './request-lines.tsx'

const NEWEST = { page: 1, pageSize: 5, sort: { by: 'changed', direction: 'desc' } } as const
const REFRESH_MS = 30_000

/** For readers who make no requests themselves: where something moved last. */
export function LatestRequests() {
  const trpc = useTRPC()
  const list = useQuery(trpc.requests.list.queryOptions(NEWEST, { refetchInterval: REFRESH_MS }))
  const { data } = list
  return (
    <Section title="Changed last" end={data && data.total > 0 ? <Link href="/requests">All {data.total}</Link> : null}>
      {data && data.rows.length > 0 ? <RequestLines caption="Requests that changed last" rows={data.rows} /> : null}
      {data?.rows.length === 0 ? (
        <p className="text-ink-2">
          No request is open to you yet. A requester’s request appears here once it is submitted.
        </p>
      ) : null}
      {list.isPending ? <Skeleton label="Loading requests" lines={8} /> : null}
      {list.error && !data ? (
        <QueryError
          title="Requests cannot be shown"
          error={list.error}
          onRetry={() => list.refetch()}
          busy={list.isFetching}
        />
      ) : null}
    </Section>
  )
}
