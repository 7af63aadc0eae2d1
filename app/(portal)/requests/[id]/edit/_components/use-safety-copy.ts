'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import type { Autosave } from '#components/domain/wizard/model/autosave.ts'
import type { Draft } from '#components/domain/wizard/model/draft.ts'
import {
  copyKey,
  fateOfCopy,
  readCopy,
  removeCopy,
  type SafetyCopy,
  writeCopy,
} from '#components/domain/wizard/model/safety-copy.ts'
import { isSaved, type SaveState } from '#components/domain/wizard/model/save-state.ts'

const PAUSE_MS = 400

interface SafetyCopyOptions {
  readonly personId: string
  readonly requestId: string
  readonly draft: Draft
  readonly autosave: Autosave
  readonly state: SaveState
  readonly onRestore: (copy: SafetyCopy) => void
}

interface Offer {
  /** A copy of this browser that somebody else's save stands beside. */
  readonly copy: SafetyCopy | null
  readonly dismiss: () => void
}

/** Keeps in this browser what is not on the server yet, and gives it back at the next visit. */
export function useSafetyCopy({ personId, requestId, draft, autosave, state, onRestore }: SafetyCopyOptions): Offer {
  const [offered, setOffered] = useState<SafetyCopy | null>(null)
  const key = copyKey(personId, requestId)
  const older = `${key}:older`

  const receive = useEffectEvent(() => {
    const copy = readCopy(localStorage, key) ?? readCopy(localStorage, older)
    removeCopy(localStorage, key)
    if (copy === null) return
    const fate = fateOfCopy(copy, autosave.saved.draft, autosave.saved.version)
    if (fate === 'compare') writeCopy(localStorage, older, copy)
    else removeCopy(localStorage, older)
    if (fate === 'restore') onRestore(copy)
    if (fate === 'compare') setOffered(copy)
  })
  const keep = useEffectEvent(() => {
    if (isSaved(autosave.state())) return
    const { draft: base, version } = autosave.saved
    writeCopy(localStorage, key, { at: new Date().toISOString(), version, base, draft })
  })

  useEffect(() => receive(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each edit is kept, also while the state stays "not saved"
  useEffect(() => {
    if (isSaved(state)) {
      // The first state of a page is "saved"; its copy was taken out of the store before.
      removeCopy(localStorage, key)
      return
    }
    const timer = setTimeout(() => keep(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [key, state, draft])
  useEffect(() => {
    const leave = () => keep()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [])

  const dismiss = () => {
    removeCopy(localStorage, older)
    setOffered(null)
  }
  return { copy: offered, dismiss }
}
