'use client'

import { ErrorPage } from '#components/shell/error-page.tsx'

interface ErrorProps {
  readonly error: Error & { digest?: string }
  readonly reset: () => void
}

export default function PortalError({ error, reset }: ErrorProps) {
  return <ErrorPage error={error} onRetry={reset} />
}
