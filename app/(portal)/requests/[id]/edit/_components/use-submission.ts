'use client'

import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { openSignerPage } from '#components/domain/request/data/leave-for-signer.ts'
import type { Autosave } from '#components/domain/wizard/model/autosave.ts'
import type { SaveState } from '#components/domain/wizard/model/save-state.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import type { Preparation } from '#server/requests/views.ts'
import { useLock } from './use-lock.ts'
import { usePreparation } from './use-preparation.ts'

export type Submission = ReturnType<typeof useSubmission>

/** From the draft to the signer's page: submit once, follow the progress, then lead to the signer. Others than the owner watch. */
export function useSubmission(
  id: string,
  autosave: Autosave,
  save: SaveState,
  initial: Preparation | null,
  isMine: boolean,
) {
  const trpc = useTRPC()
  const { preparation, refetch, put, takeBack } = usePreparation(id, save, initial)
  const [refusal, setRefusal] = useState<string | null>(null)
  const submitting = useLock()
  const cancelling = useLock()
  const deciding = useLock()
  const submission = useMutation(trpc.requests.submit.mutationOptions({ onSuccess: put }))
  const cancellation = useMutation(
    trpc.requests.cancelPreparation.mutationOptions({
      onSuccess: () => {
        takeBack()
        void autosave.flush()
      },
      onSettled: cancelling.release,
    }),
  )
  const ticket = useMutation(
    trpc.requests.ticket.mutationOptions({ onSuccess: openSignerPage, onError: deciding.release }),
  )

  // Back from the signer's page the browser may show this page as it was left.
  const { release } = deciding
  useEffect(() => {
    const returned = (event: PageTransitionEvent) => {
      if (!event.persisted) return
      release()
      ticket.reset()
      void refetch()
    }
    window.addEventListener('pageshow', returned)
    return () => window.removeEventListener('pageshow', returned)
  }, [release, ticket.reset, refetch])

  const submit = async () => {
    setRefusal(null)
    try {
      const saved = await autosave.flush()
      if (saved.kind !== 'saved') setRefusal('The draft could not be saved, so it was not submitted.')
      else await submission.mutateAsync({ id, version: autosave.saved.version })
    } catch (error) {
      setRefusal(errorWords(error).message)
    } finally {
      submitting.release()
    }
  }
  const failed = ticket.error ?? cancellation.error
  return {
    preparation,
    isMine,
    isSubmitting: submission.isPending,
    refusal,
    error: failed ? errorWords(failed).message : null,
    isDeciding: ticket.isPending || ticket.isSuccess,
    isCancelling: cancellation.isPending,
    submit: () => {
      if (submitting.take()) void submit()
    },
    cancel: () => {
      if (cancelling.take()) cancellation.mutate({ id })
    },
    decide: (planDigest: string) => {
      if (deciding.take()) ticket.mutate({ id, planDigest, action: 'submit' })
    },
  }
}
