'use client'

import { useMutation } from '@tanstack/react-query'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { IrreversibleDialog } from '#components/ui/irreversible-dialog.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { useRequestChanged } from './use-request-change.ts'

interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** An approver sends the request back with a reason; the submission ends at the signer first. */
export function RequestChangesDialog({ open, onOpenChange }: DialogProps) {
  const { latest } = useRequest()
  const trpc = useTRPC()
  const changed = useRequestChanged()
  const { id, revision, owner, generated } = latest
  const ask = useMutation(
    trpc.requests.requestChanges.mutationOptions({
      onSuccess: async () => {
        onOpenChange(false)
        toast({ text: `Changes requested. ${owner.name} sees your reason.` })
        await changed()
      },
    }),
  )
  return (
    <IrreversibleDialog
      open={open}
      onOpenChange={(wanted) => {
        if (!wanted) ask.reset()
        onOpenChange(wanted)
      }}
      title={`Request changes to ${id} revision ${revision}?`}
      ends={[`Revision ${revision} is closed at the signer: nobody can approve or sign it any more.`]}
      stays={[
        `${owner.name} goes on in a new draft that begins with everything that is here.`,
        `Revision ${revision} and your reason stay readable.`,
      ]}
      reasonLabel={`What ${owner.name} is to change`}
      safeLabel="Leave it open"
      actionLabel="Request changes"
      busy={ask.isPending}
      error={ask.error ? errorWords(ask.error).message : null}
      onConfirm={(reason) => generated && ask.mutate({ id, planDigest: generated.planDigest, reason })}
    />
  )
}
