'use client'

import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { SecretTicket } from '#server/requests/views.ts'

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
    trpc.requests.secretTicket.mutationOptions({ onSuccess: openPage }),
  )
  useEffect(() => {
    // The browser's way back shows this page as it was left: a spent ticket, and a button that still turns.
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) reset()
    }
    window.addEventListener('pageshow', onShow)
    return () => window.removeEventListener('pageshow', onShow)
  }, [reset])
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

/** Ticket and order travel in the body of a form, never in an address. */
function openPage({ action, token, order }: SecretTicket): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = action
  form.hidden = true
  for (const [name, value] of Object.entries({ token, order })) {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    field.value = value
    form.append(field)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}
