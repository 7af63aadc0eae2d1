'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { PersonView } from '#server/people/views.ts'
import { OneTimePassphrase } from './one-time-passphrase.tsx'

export function ResetDialog({ person, onClose }: { readonly person: PersonView; readonly onClose: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const reset = useMutation(
    trpc.people.resetPassword.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.people.list.queryKey() }),
    }),
  )
  if (reset.data)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={`One-time passphrase of ${person.name}`}
        footer={<Button onClick={onClose}>I handed it over</Button>}
      >
        <OneTimePassphrase name={person.name} user={person.user} passphrase={reset.data.passphrase} />
      </Dialog>
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      busy={reset.isPending}
      title={`New passphrase for ${person.name}?`}
      footer={
        <>
          <Button onClick={onClose}>Keep the present one</Button>
          <Button
            variant="danger"
            busy={reset.isPending}
            busyLabel="Making …"
            onClick={() => reset.mutate({ personId: person.id })}
          >
            Make a new passphrase
          </Button>
        </>
      }
    >
      <ul className="mt-2 grid list-disc gap-0.5 pl-[18px]">
        <li>The present passphrase stops working at once.</li>
        <li>{person.name} is signed out everywhere. Saved drafts and decisions stay.</li>
        <li>The audit trail says that you did it.</li>
      </ul>
      {reset.isError ? (
        <Notice kind="error" title="The passphrase is as before" live className="mt-3">
          {errorWords(reset.error).message}
        </Notice>
      ) : null}
    </Dialog>
  )
}
