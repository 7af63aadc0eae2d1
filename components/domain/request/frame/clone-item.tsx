'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { MenuItem } from '#components/ui/menu.tsx'
import { toast } from '#components/ui/toaster.tsx'

/** Makes a new draft with the same environment and goes there. */
export function CloneItem({ id, blocked }: { readonly id: string; readonly blocked: string | null }) {
  const trpc = useTRPC()
  const router = useRouter()
  const client = useQueryClient()
  const clone = useMutation(
    trpc.requests.clone.mutationOptions({
      onSuccess: (made) => {
        void client.invalidateQueries({ queryKey: trpc.requests.list.queryKey() })
        toast({ text: `Draft ${made.id} is a clone of ${id}.` })
        router.push(`/requests/${made.id}/edit`)
      },
      onError: (error) => toast({ text: `${id} was not cloned. ${errorWords(error).message}` }),
    }),
  )
  return (
    <MenuItem icon="copy" blocked={blocked} onSelect={() => clone.mutate({ id })}>
      Clone as a new draft
    </MenuItem>
  )
}
