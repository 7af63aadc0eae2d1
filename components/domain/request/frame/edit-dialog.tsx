'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { IrreversibleDialog } from '#components/ui/irreversible-dialog.tsx'
import type { RequestView } from '#server/requests/views.ts'
import { useRequest } from '../data/request-provider.tsx'
import { useRequestChanged } from './use-request-change.ts'

interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** A submission that is open ends with the edit; then the new draft is where the person goes. */
export function EditDialog({ open, onOpenChange }: DialogProps) {
  const { latest } = useRequest()
  const trpc = useTRPC()
  const router = useRouter()
  const changed = useRequestChanged()
  const edit = useMutation(
    trpc.requests.edit.mutationOptions({
      onSuccess: async () => {
        router.push(`/requests/${latest.id}/edit`)
        await changed()
      },
    }),
  )
  const next = latest.revision + 1
  return (
    <IrreversibleDialog
      open={open}
      onOpenChange={(wanted) => {
        if (!wanted) edit.reset()
        onOpenChange(wanted)
      }}
      title={`Edit ${latest.id} as revision ${next}?`}
      ends={endsOf(latest)}
      stays={[
        `Revision ${next} begins with everything that revision ${latest.revision} holds.`,
        `Revision ${latest.revision}, its files and its decisions stay readable.`,
        ...(latest.state === 'signed' ? ['Bundles that are signed stay valid; operators may still use them.'] : []),
      ]}
      safeLabel={`Keep revision ${latest.revision}`}
      actionLabel={`Edit as revision ${next}`}
      busy={edit.isPending || edit.isSuccess}
      error={edit.error ? errorWords(edit.error).message : null}
      onConfirm={() => edit.mutate({ id: latest.id })}
    />
  )
}

function endsOf({ state, revision, decisions }: RequestView): string[] {
  if (state !== 'submitted' && state !== 'approved') return []
  const approvals = decisions.filter(({ decision, counts }) => decision === 'approve' && counts).length
  return [
    `Revision ${revision} is closed at the signer: nobody can approve or sign it any more.`,
    ...(approvals > 0
      ? [`${approvals === 1 ? 'One approval counts' : `${approvals} approvals count`} no longer.`]
      : []),
  ]
}
