'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type RouterOutputs, useTRPC } from '#components/trpc/trpc.ts'
import type { RequestView } from '#server/requests/views.ts'
import { pollInterval } from './poll-interval.ts'

interface LiveRequest {
  readonly view: RequestView
  /** When it was known to be so, milliseconds. */
  readonly readAt: number
  readonly live: boolean
  readonly stale: boolean
}

/**
 * The latest revision, kept up to date. While a submission is made, the view itself is small and read again. After that it holds
 * the whole plan: then only the portal's place in the signer's journal is asked for, and the view when the journal has grown.
 */
export function useLiveRequest(initial: RequestView, readAt: number): LiveRequest {
  const trpc = useTRPC()
  const client = useQueryClient()
  // The same value; tRPC writes read-only lists as lists.
  const seed = initial as RouterOutputs['requests']['view']
  const options = trpc.requests.view.queryOptions({ id: initial.id })
  const { queryKey } = options
  const view = useQuery({
    ...options,
    initialData: seed,
    initialDataUpdatedAt: readAt,
    refetchInterval: ({ state: { data } }) => (data?.preparation ? pollInterval(data) : false),
  })
  useEffect(() => {
    const known = client.getQueryState(queryKey)?.dataUpdatedAt ?? 0
    if (readAt > known) client.setQueryData(queryKey, seed, { updatedAt: readAt })
  }, [client, queryKey, seed, readAt])

  const interval = pollInterval(view.data)
  const byJournal = interval !== false && !view.data.preparation
  const health = useQuery({
    ...trpc.signer.health.queryOptions(),
    enabled: byJournal,
    refetchInterval: byJournal ? interval : false,
  })
  const applied = health.data?.journal.applied
  useEffect(() => {
    if (applied === undefined || !byJournal) return
    const seen = seenJournals.get(initial.id)
    seenJournals.set(initial.id, applied)
    // The first look can not tell whether the view is from before or after the last entry.
    if (seen !== applied) void client.invalidateQueries({ queryKey })
  }, [applied, byJournal, client, queryKey, initial.id])

  const checkedAt = byJournal && !view.isFetching ? health.dataUpdatedAt : 0
  return {
    view: view.data,
    readAt: Math.max(view.dataUpdatedAt, checkedAt),
    live: interval !== false,
    stale: view.isRefetchError || (byJournal && health.isRefetchError),
  }
}

/** How many journal entries were applied when each view was read last. */
const seenJournals = new Map<string, number>()
