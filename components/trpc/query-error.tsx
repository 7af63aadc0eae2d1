'use client'

import type { ReactNode } from 'react'
import { ErrorState } from '#components/ui/empty-state.tsx'
import { errorWords } from './error-words.ts'

interface QueryErrorProps {
  /** What could not be shown: `The list of requests cannot be shown.` */
  readonly title: string
  readonly error: unknown
  readonly onRetry: () => void
  readonly busy?: boolean
  /** What is safe, if the server's sentence does not say it. */
  readonly children?: ReactNode
}

/** The error state of a query: our title, the server's sentence, one button. */
export function QueryError({ title, error, onRetry, busy = false, children }: QueryErrorProps) {
  return (
    <ErrorState title={title} onRetry={onRetry} busy={busy}>
      <p>{errorWords(error).message}</p>
      {children}
    </ErrorState>
  )
}
