'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTRPC } from '#components/trpc/trpc.ts'
import { toast } from '#components/ui/toaster.tsx'

/** Copies a request into a new draft and goes there. */
export function useClone() {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.requests.clone.mutationOptions({
      onSuccess: async ({ id }, source) => {
        toast({ text: `${id} is a new draft, copied from ${source.id}.` })
        await queryClient.invalidateQueries({ queryKey: trpc.requests.list.queryKey() })
        router.push(`/requests/${id}/edit`)
      },
    }),
  )
}
