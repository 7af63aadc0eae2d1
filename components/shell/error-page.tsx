'use client'

import { Button } from '#components/ui/button.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { LostPage } from './lost-page.tsx'

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string }
  readonly onRetry: () => void
}

/** An error that nobody foresaw. The digest leads whoever may see the log to the rest. */
export function ErrorPage({ error, onRetry }: ErrorPageProps) {
  return (
    <LostPage
      title="This page could not be shown"
      happened={<p>The portal met an error that it does not know. It is written to the log.</p>}
      safe={
        <p>
          What the portal stored is as it was: a change is stored whole or not at all. Decisions stand in the journal of
          the signer.
        </p>
      }
      todo={
        <>
          <p>Try again. If it stays so, give an administrator the time and the words below.</p>
          <p className="mt-3 flex flex-wrap gap-2">
            <Button variant="main" onClick={onRetry}>
              Try again
            </Button>
            <ButtonLink href="/">Home</ButtonLink>
          </p>
        </>
      }
      reference={error.digest}
    />
  )
}
