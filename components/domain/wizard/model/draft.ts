import type { Environment } from '#core/environment/environment.ts'
import type { Case } from '#core/statement/schemas.ts'
import { getAt, insertAt, removeAt, setAt } from './edit-path.ts'
import { moveAcknowledgements } from './move-acknowledgements.ts'

/** What is written together: the environment, and what is said about it. */
export interface Draft {
  readonly environment: Environment
  readonly case: Case
}

/** Which document of the draft a pointer belongs to. */
export type Root = 'environment' | 'case'

export interface Change {
  readonly type: 'set' | 'insert' | 'remove'
  readonly root?: Root
  readonly path: string
  readonly value?: unknown
  readonly index?: number
}

export type DraftAction =
  | {
      readonly type: 'change'
      readonly changes: readonly Change[]
      readonly label: string
      readonly at: number
      /** The field that is being typed in, so that a word is one step of undo and not one a letter. */
      readonly typing?: string
    }
  | { readonly type: 'replace'; readonly draft: Draft; readonly label: string }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }

interface Step {
  readonly draft: Draft
  /** What was done, for "Undo: …". */
  readonly label: string
}

export interface DraftState {
  readonly draft: Draft
  readonly past: readonly Step[]
  readonly future: readonly Step[]
  readonly typing: { readonly key: string; readonly at: number } | null
}

const MAX_STEPS = 200
/** A pause longer than this, in milliseconds, begins a new step of undo. */
const TYPING_PAUSE_MS = 1500

export const initialDraftState = (draft: Draft): DraftState => ({ draft, past: [], future: [], typing: null })

/** Every edit of the wizard goes through here, so that every edit can be undone. */
export function draftReducer(state: DraftState, action: DraftAction): DraftState {
  switch (action.type) {
    case 'change': {
      const draft = applyChanges(state.draft, action.changes)
      if (draft === state.draft) return state
      const key = action.typing ?? null
      const goesOn =
        key !== null &&
        state.typing?.key === key &&
        action.at - state.typing.at <= TYPING_PAUSE_MS &&
        state.past.length > 0
      const typing = key === null ? null : { key, at: action.at }
      if (goesOn) return { ...state, draft, future: [], typing }
      return { draft, past: remember(state, action.label), future: [], typing }
    }
    case 'replace':
      return { draft: action.draft, past: remember(state, action.label), future: [], typing: null }
    case 'undo':
      return step(state, 'past')
    case 'redo':
      return step(state, 'future')
  }
}

export const applyChanges = (draft: Draft, changes: readonly Change[]): Draft => changes.reduce(withChange, draft)

function withChange(draft: Draft, change: Change): Draft {
  if (change.root === 'case') {
    const about = applyChange(draft.case, change)
    return about === draft.case ? draft : { ...draft, case: about }
  }
  const environment = applyChange(draft.environment, change)
  return environment === draft.environment ? draft : { environment, case: followEntries(draft, draft.case, change) }
}

function applyChange<T>(document: T, change: Change): T {
  switch (change.type) {
    case 'set':
      return setAt(document, change.path, change.value)
    case 'insert':
      return insertAt(document, change.path, change.value, change.index)
    case 'remove':
      return removeAt(document, change.path)
  }
}

/** Acknowledgements name places by their position, so they move when an entry before them comes or goes. */
function followEntries(before: Draft, about: Case, change: Change): Case {
  if (change.type === 'set' || about.acknowledgements.length === 0) return about
  if (change.type === 'remove') return moveAcknowledgements(about, change.path, 'removed')
  const list = getAt(before.environment, change.path)
  const index = change.index ?? (Array.isArray(list) ? list.length : 0)
  return moveAcknowledgements(about, `${change.path}/${index}`, 'inserted')
}

const remember = (state: DraftState, label: string): Step[] =>
  [...state.past, { draft: state.draft, label }].slice(-MAX_STEPS)

function step(state: DraftState, from: 'past' | 'future'): DraftState {
  const last = state[from].at(-1)
  if (last === undefined) return state
  const left = state[from].slice(0, -1)
  const here: Step = { draft: state.draft, label: last.label }
  return from === 'past'
    ? { draft: last.draft, past: left, future: [...state.future, here], typing: null }
    : { draft: last.draft, past: [...state.past, here], future: left, typing: null }
}
