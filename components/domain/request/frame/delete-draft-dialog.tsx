'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC, useTRPCClient } from '#components/trpc/trpc.ts'
import { IrreversibleDialog } from '#components/ui/irreversible-dialog.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { useRequest } from '../data/request-provider.tsx'

interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Only the open draft goes. Revisions that were submitted are never deleted. */
export function DeleteDraftDialog({ open, onOpenChange }: DialogProps) {
  const { latest } = useRequest()
  const { id, revision } = latest
  const trpc = useTRPC()
  const api = useTRPCClient()
  const client = useQueryClient()
  const router = useRouter()
  const onlyRevision = latest.revisions.length < 2
  const remove = useMutation({
    mutationFn: async () => {
      const { version } = await api.requests.draft.query({ id })
      await api.requests.deleteDraft.mutate({ id, version })
    },
    onSuccess: async () => {
      toast({ text: onlyRevision ? `Draft ${id} is deleted.` : `Draft revision ${revision} of ${id} is deleted.` })
      if (onlyRevision) router.replace('/requests')
      else onOpenChange(false)
      await client.invalidateQueries({ queryKey: trpc.requests.list.queryKey() })
      if (!onlyRevision) await client.invalidateQueries({ queryKey: trpc.requests.view.queryKey({ id }) })
    },
  })
  return (
    <IrreversibleDialog
      open={open}
      onOpenChange={(wanted) => {
        if (!wanted) remove.reset()
        onOpenChange(wanted)
      }}
      title={onlyRevision ? `Delete draft ${id}?` : `Delete draft revision ${revision} of ${id}?`}
      ends={['Everything that was entered in this draft.']}
      stays={
        onlyRevision
          ? [`The number ${id}, which nobody gets again, and its audit events.`]
          : ['All revisions that were submitted.']
      }
      typeToConfirm={id}
      safeLabel="Keep the draft"
      actionLabel="Delete the draft"
      busy={remove.isPending}
      error={remove.error ? errorWords(remove.error).message : null}
      onConfirm={() => remove.mutate()}
    />
  )
}
