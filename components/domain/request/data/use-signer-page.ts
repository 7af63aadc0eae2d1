'use client'

import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTRPC } from '#components/trpc/trpc.ts'
import type { SignerPage } from '#server/requests/views.ts'

/** The ticket travels in the body of a form, never in an address; the signer's page replaces this one. */
function openSignerPage({ action, token }: SignerPage): void {
  if (token === null) {
    window.location.assign(action)
    return
  }
  const form = document.createElement('form')
  form.method = 'post'
  form.action = action
  form.hidden = true
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'token'
  field.value = token
  form.append(field)
  document.body.append(form)
  form.submit()
  form.remove()
}

export type SignerAction = 'submit' | 'decide' | 'withdraw' | 'recall'

/** Fetches a ticket and leaves for the signer's page. `busy` lasts until the page is left. */
export function useSignerPage(id: string) {
  const trpc = useTRPC()
  const { mutate, reset, isPending, isSuccess, error } = useMutation(
    trpc.requests.ticket.mutationOptions({ onSuccess: openSignerPage }),
  )
  useEffect(() => {
    // The browser's way back shows this page as it was left: a spent ticket, and a button that still turns.
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) reset()
    }
    window.addEventListener('pageshow', onShow)
    return () => window.removeEventListener('pageshow', onShow)
  }, [reset])
  return {
    go: (action: SignerAction, planDigest: string) => mutate({ id, planDigest, action }),
    busy: isPending || isSuccess,
    error,
    reset,
  }
}
