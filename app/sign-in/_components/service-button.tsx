'use client'

import { signIn } from 'next-auth/react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'

interface ServiceButtonProps {
  /** What the site calls its sign-in service. */
  readonly name: string
  readonly next: string
  readonly onFail: () => void
}

/** Leads to the sign-in service; local accounts stay below, for whoever has one and for the day when the service is down. */
export function ServiceButton({ name, next, onFail }: ServiceButtonProps) {
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    try {
      await signIn('oidc', { callbackUrl: next })
    } catch {
      setBusy(false)
      onFail()
    }
  }
  return (
    <div className="mt-5">
      <Button variant="main" wide icon="person" busy={busy} busyLabel={`Going to ${name} …`} onClick={go}>
        Sign in with {name}
      </Button>
      <p className="mt-6 border-rule border-t pt-4 text-ink-3 text-sm">Or with a local account of this portal:</p>
    </div>
  )
}
