'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '#components/trpc/trpc.ts'
import { useTimeZone } from '#components/ui/time.tsx'
import { type AuditQuery, toAuditInput } from './audit-query.ts'

/** The events of a query, page by page into the past. */
export function useEvents(query: AuditQuery) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const zone = useTimeZone()
  const input = toAuditInput(query, zone)
  const { before } = query
  return useInfiniteQuery({
    queryKey: [...trpc.audit.list.queryKey(input), { before }],
    queryFn: ({ pageParam, signal }) =>
      client.audit.list.query({ ...input, ...(pageParam === null ? {} : { before: pageParam }) }, { signal }),
    initialPageParam: before,
    getNextPageParam: ({ nextBefore }) => nextBefore,
    placeholderData: keepPreviousData,
  })
}
