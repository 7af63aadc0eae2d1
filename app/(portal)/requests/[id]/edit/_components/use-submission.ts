'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Autosave } from '#components/domain/wizard/model/autosave.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { type RouterOutputs, useTRPC } from '#components/trpc/trpc.ts'
import type { Preparation } from '#server/requests/views.ts'
import { postToSigner } from './post-to-signer.ts'

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

export type Submission = ReturnType<typeof useSubmission>

export const isUnderWay = (preparation: Preparation | null): boolean => pause(preparation) !== false

/** From the draft to the signer's page: submit once, follow the progress, then lead to the signer. */
export function useSubmission(id: string, autosave: Autosave, initial: Preparation | null) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const router = useRouter()
  const isBusy = useRef(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const options = trpc.requests.preparation.queryOptions({ id })
  const query = useQuery({
    ...options,
    initialData: initial as Received,
    refetchInterval: ({ state }) => pause(state.data),
  })
  const put = (preparation: Received) => queryClient.setQueryData(options.queryKey, preparation)
  const submission = useMutation(trpc.requests.submit.mutationOptions({ onSuccess: put }))
  const cancellation = useMutation(
    trpc.requests.cancelPreparation.mutationOptions({
      onSuccess: () => {
        put(null)
        void autosave.flush()
      },
    }),
  )
  const ticket = useMutation(trpc.requests.ticket.mutationOptions({ onSuccess: postToSigner }))
  const preparation = query.data ?? null

  // When the way ends without a refusal, the draft was submitted, here or in another window.
  const wasUnderWay = useRef(isUnderWay(preparation))
  const cancelled = cancellation.isSuccess
  useEffect(() => {
    if (wasUnderWay.current && preparation === null && !cancelled) router.replace(`/requests/${id}`)
    wasUnderWay.current = isUnderWay(preparation)
  }, [preparation, cancelled, id, router])

  // Back from the signer's page the browser may show this page as it was left.
  useEffect(() => {
    const returned = (event: PageTransitionEvent) => {
      if (!event.persisted) return
      ticket.reset()
      void query.refetch()
    }
    window.addEventListener('pageshow', returned)
    return () => window.removeEventListener('pageshow', returned)
  }, [ticket.reset, query.refetch])

  const submit = async () => {
    // Two clicks may come before the page shows the first.
    if (isBusy.current) return
    isBusy.current = true
    setRefusal(null)
    try {
      const saved = await autosave.flush()
      if (saved.kind !== 'saved') setRefusal('The draft could not be saved, so it was not submitted.')
      else await submission.mutateAsync({ id, version: autosave.saved.version })
    } catch (error) {
      setRefusal(errorWords(error).message)
    } finally {
      isBusy.current = false
    }
  }
  const failed = ticket.error ?? cancellation.error
  return {
    preparation,
    isSubmitting: submission.isPending,
    refusal,
    error: failed ? errorWords(failed).message : null,
    isDeciding: ticket.isPending || ticket.isSuccess,
    isCancelling: cancellation.isPending,
    submit: () => void submit(),
    cancel: () => {
      if (!cancellation.isPending) cancellation.mutate({ id })
    },
    decide: (planDigest: string) => {
      if (!ticket.isPending && !ticket.isSuccess) ticket.mutate({ id, planDigest, action: 'submit' })
    },
  }
}
