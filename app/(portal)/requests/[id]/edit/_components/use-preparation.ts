'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { SaveState } from '#components/domain/wizard/model/save-state.ts'
import { type RouterOutputs, useTRPC } from '#components/trpc/trpc.ts'
import type { Preparation } from '#server/requests/views.ts'

/** As it comes over the wire: the same, with lists that are not readonly. */
type Received = RouterOutputs['requests']['preparation']

/** Milliseconds until the next look; false when nothing happens by itself any more. */
function pause(preparation: Preparation | null | undefined): number | false {
  switch (preparation?.step) {
    case 'generating':
    case 'uploading':
      return 700
    case 'waiting-for-signer':
    case 'ready':
      return 3000
    default:
      return false
  }
}

export const isUnderWay = (preparation: Preparation | null): boolean => pause(preparation) !== false

/** How far the way to the signer is, also when another window went it. */
export function usePreparation(id: string, save: SaveState, initial: Preparation | null) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const router = useRouter()
  const options = trpc.requests.preparation.queryOptions({ id })
  const { data, refetch } = useQuery({
    ...options,
    initialData: initial as Received,
    refetchInterval: ({ state }) => pause(state.data),
  })
  const preparation = data ?? null

  // When the way ends and nobody took the draft back, it was submitted.
  const wasUnderWay = useRef(isUnderWay(preparation))
  useEffect(() => {
    if (wasUnderWay.current && preparation === null) router.replace(`/requests/${id}`)
    wasUnderWay.current = isUnderWay(preparation)
  }, [preparation, id, router])

  // A draft that takes no changes any more may be on its way, sent from another window.
  const isGone = save.kind === 'gone'
  useEffect(() => {
    if (isGone) void refetch()
  }, [isGone, refetch])

  const put = (next: Received) => queryClient.setQueryData(options.queryKey, next)
  return {
    preparation,
    refetch,
    put,
    takeBack: () => {
      wasUnderWay.current = false
      put(null)
      // What was uploaded keeps its number: the draft may have a new one.
      router.refresh()
    },
  }
}
