'use client'

import { useMutation } from '@tanstack/react-query'
import { openSignerPage, useWayBack } from '#components/domain/request/data/leave-for-signer.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'

interface EnterSecretProps {
  readonly id: string
  /** Something was entered already. */
  readonly again: boolean
  readonly blocked?: string | null
}

/** Leads to the signer's own page, where the password is typed and encrypted. The portal never sees it. */
export function EnterSecret({ id, again, blocked = null }: EnterSecretProps) {
  const trpc = useTRPC()
  const { mutate, reset, isPending, isSuccess, error } = useMutation(
    trpc.requests.secretTicket.mutationOptions({ onSuccess: openSignerPage }),
  )
  useWayBack(reset)
  return (
    <>
      <Button
        icon="lock"
        blocked={blocked}
        busy={isPending || isSuccess}
        busyLabel="Opening the signer’s page"
        onClick={() => mutate({ id })}
      >
        {again ? 'Replace the password on the signer’s page' : 'Enter the password on the signer’s page'}
      </Button>
      {error ? (
        <Notice kind="error" live className="mt-2" title="The signer’s page cannot be opened.">
          {errorWords(error).message}
        </Notice>
      ) : null}
    </>
  )
}
