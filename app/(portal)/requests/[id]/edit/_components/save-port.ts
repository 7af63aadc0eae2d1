import { createTRPCClient, httpLink } from '@trpc/client'
import type { Draft } from '#components/domain/wizard/model/draft.ts'
import { saveFailure } from '#components/domain/wizard/model/save-failure.ts'
import type { AutosavePorts } from '#components/domain/wizard/model/save-state.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import type { AppRouter } from '#server/trpc/router.ts'

/** Browsers finish a request of a page that is closed only below 64 KiB. */
const KEEPALIVE_BYTES = 60_000
const PATIENCE_MS = 30_000

/**
 * A client of its own for saves: never batched with other calls, finished also when the page closes, and without the jump to the
 * sign-in page, which would take what was typed off the screen.
 */
const client = createTRPCClient<AppRouter>({
  links: [
    httpLink({
      url: '/api/trpc',
      fetch: (url, options) =>
        fetch(url as string, {
          ...(options as RequestInit),
          keepalive: typeof options?.body === 'string' && options.body.length < KEEPALIVE_BYTES,
          signal: AbortSignal.timeout(PATIENCE_MS),
        }),
    }),
  ],
})

/** How a draft reaches the server, on this computer's clock. */
export const savePorts = (id: string): AutosavePorts => ({
  save: (draft: Draft, version: number) => client.requests.saveDraft.mutate({ id, version, ...draft }),
  failureOf: (error) => {
    const { code, message } = errorWords(error)
    return saveFailure(code, message)
  },
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
})
