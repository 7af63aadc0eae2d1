'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTRPCClient } from '#components/trpc/trpc.ts'
import type { DraftView, Preparation } from '#server/requests/views.ts'
import { Wizard } from './wizard.tsx'

interface WizardLoaderProps {
  readonly view: DraftView
  readonly preparation: Preparation | null
  readonly personId: string
}

/** Going back in the browser may show this page as it was: the draft is looked up again before the first edit. */
export function WizardLoader({ view, preparation, personId }: WizardLoaderProps) {
  const client = useTRPCClient()
  const [current, setCurrent] = useState(view)
  const isEdited = useRef(false)
  const take = useEffectEvent((fresh: DraftView) => {
    if (!isEdited.current && fresh.version > current.version) setCurrent(fresh)
  })
  useEffect(() => {
    // Without an answer the draft at hand stays; its first save tells the truth.
    client.requests.draft.query({ id: view.id }).then(take, () => {})
  }, [client, view.id])
  return (
    <Wizard
      key={`${current.revision}.${current.version}`}
      view={current}
      revision={Math.max(current.revision, view.revision)}
      preparation={preparation}
      personId={personId}
      onEdited={() => {
        isEdited.current = true
      }}
    />
  )
}
