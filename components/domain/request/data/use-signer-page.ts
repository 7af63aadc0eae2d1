'use client'

import { useMutation } from '@tanstack/react-query'
import { useTRPC } from '#components/trpc/trpc.ts'
import { openSignerPage, useWayBack } from './leave-for-signer.ts'

export type SignerAction = 'submit' | 'decide' | 'withdraw' | 'recall'

/** Fetches a ticket and leaves for the signer's page. `busy` lasts until the page is left. */
export function useSignerPage(id: string) {
  const trpc = useTRPC()
  const { mutate, reset, isPending, isSuccess, error } = useMutation(
    trpc.requests.ticket.mutationOptions({ onSuccess: openSignerPage }),
  )
  useWayBack(reset)
  return {
    go: (action: SignerAction, planDigest: string) => mutate({ id, planDigest, action }),
    busy: isPending || isSuccess,
    error,
    reset,
  }
}
