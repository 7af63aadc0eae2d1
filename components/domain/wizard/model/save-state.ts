import type { DraftView, SaveDraftResult } from '#server/requests/views.ts'
import type { Draft } from './draft.ts'
import type { DraftVersions } from './settle-draft.ts'

/** Where the draft stands between this page and the server. */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: string }
  /** Changed; a pause in the typing sends it. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  /** Tried again by itself at `retryAt`, in milliseconds of the clock. */
  | { readonly kind: 'failed'; readonly message: string; readonly retryAt: number; readonly needsSignIn: boolean }
  /** The server does not take this content; another edit is tried again. */
  | { readonly kind: 'refused'; readonly message: string }
  /** Somebody else saved first. Both drafts are here, a person decides. */
  | { readonly kind: 'conflict'; readonly versions: DraftVersions; readonly theirs: DraftView }
  /** There is no draft any more that could take it. */
  | { readonly kind: 'gone'; readonly message: string }

export interface SaveFailure {
  readonly kind: 'retry' | 'refused' | 'gone'
  readonly message: string
  /** The session ended; a retry helps once the person signed in again. */
  readonly needsSignIn?: boolean
}

/** Whether everything that was typed is on the server. */
export const isSaved = (state: SaveState): boolean => state.kind === 'saved'

export interface AutosavePorts {
  readonly save: (draft: Draft, version: number) => Promise<SaveDraftResult>
  readonly failureOf: (error: unknown) => SaveFailure
  readonly now: () => number
  /** Runs once after a time; the result takes it back. */
  readonly after: (milliseconds: number, run: () => void) => () => void
}

/** A draft that the server has, and its optimistic lock. */
export interface Saved {
  readonly draft: Draft
  readonly version: number
  readonly at: string
}
