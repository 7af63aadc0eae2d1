'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { QueryError } from '#components/trpc/query-error.tsx'
import { type RouterOutputs, useTRPC } from '#components/trpc/trpc.ts'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { RequestView } from '#server/requests/views.ts'
import { pollInterval } from './poll-interval.ts'

interface RequestData {
  /** The latest revision: state, rights, what happens next. */
  readonly latest: RequestView
  /** The revision that is shown; the same object as `latest` unless an older one was chosen. */
  readonly view: RequestView
  /** When it was read, ISO 8601. */
  readonly readAt: string
  /** Reads again by itself. */
  readonly live: boolean
  /** The last try got no answer; what is shown is as old as `readAt`. */
  readonly stale: boolean
  /** The path of a tab of this request that keeps the chosen revision: `href('/plan')`. */
  readonly href: (tab: string, search?: Readonly<Record<string, string>>) => string
}

const RequestContext = createContext<RequestData | null>(null)

export function useRequest(): RequestData {
  const data = useContext(RequestContext)
  if (!data) throw new Error('useRequest needs RequestProvider')
  return data
}

interface RequestProviderProps {
  readonly initial: RequestView
  /** When the server read it, milliseconds. */
  readonly readAt: number
  readonly children: ReactNode
}

/** Holds the request for every tab, reads it again while something may change, and the chosen older revision beside it. */
export function RequestProvider({ initial, readAt, children }: RequestProviderProps) {
  const trpc = useTRPC()
  const client = useQueryClient()
  const { id } = initial
  // The same value; tRPC writes read-only lists as lists.
  const seed = initial as RouterOutputs['requests']['view']
  const options = trpc.requests.view.queryOptions({ id })
  const latest = useQuery({
    ...options,
    initialData: seed,
    initialDataUpdatedAt: readAt,
    refetchInterval: ({ state: { data } }) => (data ? pollInterval(data) : false),
  })
  const { queryKey } = options
  useEffect(() => {
    const known = client.getQueryState(queryKey)?.dataUpdatedAt ?? 0
    if (readAt > known) client.setQueryData(queryKey, seed, { updatedAt: readAt })
  }, [client, queryKey, seed, readAt])

  const chosen = Number(useSearchParams().get('revision') ?? Number.NaN)
  const older = latest.data.revisions.some(({ revision }) => revision === chosen) && chosen !== latest.data.revision
  const other = useQuery({ ...trpc.requests.view.queryOptions({ id, revision: chosen }), enabled: older })

  const href: RequestData['href'] = (tab, search = {}) => {
    const query = new URLSearchParams({ ...(older ? { revision: String(chosen) } : {}), ...search }).toString()
    return `/requests/${id}${tab}${query && `?${query}`}`
  }
  if (older && !other.data) {
    return (
      <Sheet>
        <Section title={`Revision ${chosen}`}>
          {other.error ? (
            <QueryError
              title={`Revision ${chosen} cannot be shown.`}
              error={other.error}
              onRetry={() => other.refetch()}
            />
          ) : (
            <Skeleton label={`Reading revision ${chosen}`} lines={12} />
          )}
        </Section>
      </Sheet>
    )
  }
  const data: RequestData = {
    latest: latest.data,
    view: (older ? other.data : undefined) ?? latest.data,
    readAt: new Date(latest.dataUpdatedAt).toISOString(),
    live: pollInterval(latest.data) !== false,
    stale: latest.isRefetchError,
    href,
  }
  return <RequestContext value={data}>{children}</RequestContext>
}
