'use client'

import { useMutation } from '@tanstack/react-query'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { useRequestChanged } from '../frame/use-request-change.ts'

/** Back to the draft, before anybody was asked. */
export function CancelButton({ id }: { readonly id: string }) {
  const trpc = useTRPC()
  const changed = useRequestChanged()
  const cancel = useMutation(trpc.requests.cancelPreparation.mutationOptions({ onSuccess: changed }))
  return (
    <>
      <Button busy={cancel.isPending} busyLabel="Going back" onClick={() => cancel.mutate({ id })}>
        Back to the draft
      </Button>
      {cancel.error ? (
        <span role="alert" className="self-center text-err text-sm">
          {errorWords(cancel.error).message}
        </span>
      ) : null}
    </>
  )
}
