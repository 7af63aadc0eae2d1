'use client'

import { useReducer } from 'react'
import type { DraftEditor, TypedText } from '#components/domain/wizard/editor/draft-editor.ts'
import { type Desk, type DeskAction, deskReducer, initialDesk } from '#components/domain/wizard/model/desk.ts'
import type { Change, Draft } from '#components/domain/wizard/model/draft.ts'
import { placeName } from '#components/domain/wizard/model/place-name.ts'
import { CASE_WORDS } from '#components/domain/wizard/model/words/case-words.ts'
import { announce } from '#components/ui/live-region.tsx'

type Edits = Pick<DraftEditor, 'change' | 'type' | 'forget'>

export interface DeskHandle extends Edits {
  readonly desk: Desk
  readonly replace: (draft: Draft, label: string) => void
  readonly undo: () => void
  readonly redo: () => void
  /** What Undo and Redo would do; null when nothing. */
  readonly undoLabel: string | null
  readonly redoLabel: string | null
}

/** The draft in the browser, with undo. */
export function useDesk(initial: Draft, onEdited: () => void): DeskHandle {
  const [desk, send] = useReducer(deskReducer, initial, initialDesk)
  const dispatch = (action: DeskAction) => {
    onEdited()
    send(action)
  }
  const undoLabel = desk.state.past.at(-1)?.label ?? null
  const redoLabel = desk.state.future.at(-1)?.label ?? null
  return {
    desk,
    undoLabel,
    redoLabel,
    change: (changes: readonly Change[], label: string) =>
      dispatch({ type: 'change', changes, label, at: performance.now() }),
    type: ({ path, text, root = 'environment' }: TypedText) => {
      const name = root === 'case' ? (CASE_WORDS[path]?.label ?? path) : placeName(desk.state.draft.environment, path)
      dispatch({ type: 'typed', root, path, text, label: name, at: performance.now() })
    },
    forget: (path) => dispatch({ type: 'forget', root: 'environment', path }),
    replace: (draft, label) => dispatch({ type: 'replace', draft, label }),
    undo: () => {
      if (undoLabel === null) return
      dispatch({ type: 'undo' })
      announce(`Undone: ${undoLabel}`)
    },
    redo: () => {
      if (redoLabel === null) return
      dispatch({ type: 'redo' })
      announce(`Done again: ${redoLabel}`)
    },
  }
}
