'use client'

import { createContext, useContext } from 'react'
import type { Change, Draft, Root } from '../model/draft.ts'
import type { FindingIndex } from '../model/finding-index.ts'
import type { Unfinished } from '../model/unfinished.ts'

/** A place that shall be shown and focused; every request is a new object, so that the same place can be asked for again. */
export interface Reveal {
  readonly path: string
}

export interface TypedText {
  readonly path: string
  readonly text: string
  readonly root?: Root
}

/** What every control of the wizard reads and tells. */
export interface DraftEditor {
  readonly draft: Draft
  readonly unfinished: Unfinished
  readonly findings: FindingIndex
  readonly reveal: Reveal | null
  /** One step of undo; `label` says what was done, e.g. `Remove MIMSYNC`. */
  readonly change: (changes: readonly Change[], label: string) => void
  readonly type: (typed: TypedText) => void
  /** Drops unfinished text at a place and inside it. */
  readonly forget: (path: string) => void
  /** Leads to another place, in whatever section it is. */
  readonly go: (path: string) => void
}

export const DraftEditorContext = createContext<DraftEditor | null>(null)

export function useEditor(): DraftEditor {
  const editor = useContext(DraftEditorContext)
  if (editor === null) throw new Error('a control of the wizard stands outside of the wizard')
  return editor
}
