'use client'

import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { AppRouter } from '#server/trpc/router.ts'

/**
 * `const trpc = useTRPC()`, then `useQuery(trpc.requests.view.queryOptions({ id }))` and
 * `useMutation(trpc.requests.clone.mutationOptions({ … }))`; keys for invalidation are `trpc.requests.view.queryKey()`.
 */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export type RouterInputs = inferRouterInputs<AppRouter>
export type RouterOutputs = inferRouterOutputs<AppRouter>
