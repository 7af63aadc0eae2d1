'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '#components/trpc/trpc.ts'

/** After a change of this request: everything that tells of requests is read again. */
export function useRequestChanged() {
  const trpc = useTRPC()
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: trpc.requests.pathKey() }),
      client.invalidateQueries({ queryKey: trpc.home.pathKey() }),
    ])
}
