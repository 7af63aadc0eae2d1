'use client'

import { BareFrame } from '#components/shell/bare-frame.tsx'
import { ErrorPage } from '#components/shell/error-page.tsx'

interface ErrorProps {
  readonly error: Error & { digest?: string }
  readonly reset: () => void
}

export default function RootError({ error, reset }: ErrorProps) {
  return (
    <BareFrame>
      <ErrorPage error={error} onRetry={reset} />
    </BareFrame>
  )
}
