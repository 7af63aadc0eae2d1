'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '#components/trpc/trpc.ts'
import type { ThreadsView, ThreadView } from '#server/review/views.ts'
import { shownRevision } from '../changes/base-revision.ts'
import { useRequest } from '../data/request-provider.tsx'

const REFRESH_MS = 30_000
const NONE: ThreadsView = { threads: [], mayComment: false, mayResolve: false, mustResolve: false }

export type NewPlace =
  | { readonly kind: 'request' }
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'line'; readonly target: string; readonly path: string; readonly line: number }

/** The conversations of the request, placed in the shown revision. */
export function useThreads(): ThreadsView {
  const { view } = useRequest()
  const trpc = useTRPC()
  const options = trpc.review.threads.queryOptions({ id: view.id, revision: shownRevision(view) })
  return useQuery({ ...options, refetchInterval: REFRESH_MS }).data ?? NONE
}

/** What a person does with threads; afterwards everything that counts them is read again. */
export function useThreadActions() {
  const { view } = useRequest()
  const trpc = useTRPC()
  const client = useQueryClient()
  const { id } = view
  const onSuccess = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: trpc.review.pathKey() }),
      client.invalidateQueries({ queryKey: trpc.requests.view.queryKey({ id }) }),
    ])
  const open = useMutation(trpc.review.open.mutationOptions({ onSuccess }))
  const reply = useMutation(trpc.review.reply.mutationOptions({ onSuccess }))
  const resolve = useMutation(trpc.review.resolve.mutationOptions({ onSuccess }))
  return {
    open: (place: NewPlace, text: string) => open.mutateAsync({ id, revision: shownRevision(view), place, text }),
    reply: (threadId: string, text: string) => reply.mutateAsync({ id, threadId, text }),
    resolve: (threadId: string, resolved: boolean) => resolve.mutate({ id, threadId, resolved }),
    resolving: resolve.isPending,
    error: resolve.error,
  }
}

export const openOf = (threads: readonly ThreadView[]): readonly ThreadView[] =>
  threads.filter(({ resolved }) => resolved === null)
