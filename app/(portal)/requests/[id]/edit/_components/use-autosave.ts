'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { Autosave } from '#components/domain/wizard/model/autosave.ts'
import type { Draft } from '#components/domain/wizard/model/draft.ts'
import { isSaved, type SaveState } from '#components/domain/wizard/model/save-state.ts'
import type { DraftView } from '#server/requests/views.ts'
import { savePorts } from './save-port.ts'

/** Saves every edit, also when the page is hidden or left, and asks before it is left with unsaved changes. */
export function useAutosave(initial: DraftView, draft: Draft): { autosave: Autosave; state: SaveState } {
  const [autosave] = useState(
    () => new Autosave(savePorts(initial.id), { draft, version: initial.version, at: initial.savedAt }),
  )
  const state = useSyncExternalStore(autosave.subscribe, autosave.state, autosave.state)
  useEffect(() => autosave.edited(draft), [autosave, draft])
  useEffect(() => {
    autosave.start()
    return () => autosave.stop()
  }, [autosave])
  useEffect(() => {
    const flush = () => void autosave.flush()
    const flushHidden = () => {
      if (document.visibilityState === 'hidden') flush()
    }
    const ask = (event: BeforeUnloadEvent) => {
      if (!isSaved(autosave.state())) event.preventDefault()
    }
    document.addEventListener('visibilitychange', flushHidden)
    window.addEventListener('pagehide', flush)
    window.addEventListener('online', flush)
    window.addEventListener('beforeunload', ask)
    return () => {
      document.removeEventListener('visibilitychange', flushHidden)
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('online', flush)
      window.removeEventListener('beforeunload', ask)
    }
  }, [autosave])
  return { autosave, state }
}
