'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { IrreversibleDialog } from '#components/ui/irreversible-dialog.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { useRequest } from '../request/data/request-provider.tsx'

interface EraseDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Once the password is changed on every server nothing needs the ciphertext. */
export function EraseDialog({ open, onOpenChange }: EraseDialogProps) {
  const { latest } = useRequest()
  const { id, state } = latest
  const trpc = useTRPC()
  const client = useQueryClient()
  const erase = useMutation(
    trpc.requests.eraseSecrets.mutationOptions({
      onSuccess: async () => {
        toast({ text: `The encrypted password of ${id} is erased.` })
        onOpenChange(false)
        await client.invalidateQueries({ queryKey: trpc.requests.view.queryKey({ id }) })
      },
    }),
  )
  return (
    <IrreversibleDialog
      open={open}
      onOpenChange={(wanted) => {
        if (!wanted) erase.reset()
        onOpenChange(wanted)
      }}
      title={`Erase the encrypted password of ${id}?`}
      ends={[
        'Every ciphertext of this request, here and at the signer.',
        state === 'draft'
          ? 'The draft cannot be submitted until it is entered again.'
          : 'Bundles that hold one cannot be downloaded any more.',
      ]}
      stays={['Who entered it and when.', 'Copies outside: downloaded bundles, and backups of the database.']}
      typeToConfirm={id}
      safeLabel="Keep it"
      actionLabel="Erase the password"
      busy={erase.isPending}
      error={erase.error ? errorWords(erase.error).message : null}
      onConfirm={() => erase.mutate({ id })}
    />
  )
}
