'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { IrreversibleDialog } from '#components/ui/irreversible-dialog.tsx'
import { Time } from '#components/ui/time.tsx'
import { toast } from '#components/ui/toaster.tsx'
import type { RequestSummary } from '#server/requests/views.ts'

interface DeleteDraftDialogProps {
  readonly request: RequestSummary
  readonly onClose: () => void
}

/** Asks before a draft goes for good, and shows who saved it last: an unexpected name is a reason to stop. */
export function DeleteDraftDialog({ request, onClose }: DeleteDraftDialogProps) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const draft = useQuery(trpc.requests.draft.queryOptions({ id: request.id }, { staleTime: 0 }))
  const deletion = useMutation(
    trpc.requests.deleteDraft.mutationOptions({
      onSuccess: async () => {
        onClose()
        toast({ text: `Draft ${request.id} is deleted.` })
        await queryClient.invalidateQueries()
      },
    }),
  )
  const failure = deletion.error ?? draft.error
  const { id, title } = request
  return (
    <IrreversibleDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Delete draft ${id}?`}
      ends={[
        <span key="what">
          Everything that was filled in for {title ? `“${title}”` : 'it'}. Nobody can bring it back, there is no Undo.
        </span>,
        ...(draft.data
          ? [
              <span key="saved">
                Last saved by {draft.data.savedBy.name}, <Time value={draft.data.savedAt} />.
              </span>,
            ]
          : []),
      ]}
      stays={[
        'The audit trail: that the draft existed, and that you deleted it.',
        `The number ${id}: no other request gets it.`,
      ]}
      typeToConfirm={id}
      safeLabel="Keep the draft"
      actionLabel="Delete the draft"
      busy={deletion.isPending}
      error={failure ? errorWords(failure).message : null}
      onConfirm={() => {
        if (draft.data) deletion.mutate({ id, version: draft.data.version })
      }}
    />
  )
}
