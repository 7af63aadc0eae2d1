'use client'

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { type ReactNode, useState } from 'react'
import { signInAddress } from '#components/shell/next-path.ts'
import type { AppRouter } from '#server/trpc/router.ts'
import { errorWords } from './error-words.ts'
import { TRPCProvider } from './trpc.ts'

const MAX_RETRIES = 2

function onError(error: unknown): void {
  if (errorWords(error).code !== 'UNAUTHENTICATED') return
  const { pathname, search } = window.location
  if (pathname !== '/sign-in') window.location.assign(signInAddress(`${pathname}${search}`, 'ended'))
}

/** A refusal stays a refusal; only an answer that never came is worth another try. */
const worthARetry = (failures: number, error: unknown) =>
  failures < MAX_RETRIES && errorWords(error).code === 'NO_ANSWER'

const makeQueryClient = () =>
  new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: { queries: { staleTime: 10_000, retry: worthARetry }, mutations: { retry: false } },
  })

// Long lists of arguments must not make an address too long for a proxy.
const makeTrpcClient = () =>
  createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: '/api/trpc', maxURLLength: 2000 })] })

/** Server data for every page inside. */
export function PortalProvider({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  const [trpcClient] = useState(makeTrpcClient)
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
