'use client'

import { useMutation } from '@tanstack/react-query'
import { useTRPC } from '#components/trpc/trpc.ts'
import type { SignerPage } from '#server/requests/views.ts'
import { postForm, useWayBack } from './leave-for-signer.ts'

function openSignerPage({ action, token }: SignerPage): void {
  if (token === null) window.location.assign(action)
  else postForm(action, { token })
}

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
