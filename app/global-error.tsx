'use client'

import './globals.css'

interface GlobalErrorProps {
  readonly error: Error & { digest?: string }
  readonly reset: () => void
}

/** When even the frame failed: plain words, no part of the portal that could fail again. */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>The portal could not be shown · MIM gMSA portal</title>
        <main id="main" className="mx-auto max-w-2xl px-6 py-16">
          <h1>The portal could not be shown</h1>
          <p className="mt-3 text-ink-2">
            It met an error that it does not know; the log of the server has it. What is stored is as it was: a change
            is stored whole or not at all.
          </p>
          {error.digest ? (
            <p className="mt-3 text-ink-3 text-sm">
              For the log: <code>{error.digest}</code>
            </p>
          ) : null}
          <p className="mt-6">
            <button
              type="button"
              onClick={reset}
              className="min-h-9 cursor-pointer rounded border border-accent bg-accent px-3.5 font-medium text-on-accent hover:bg-accent-hover max-sm:min-h-11"
            >
              Try again
            </button>
          </p>
        </main>
      </body>
    </html>
  )
}
