import {
  type Change,
  type Draft,
  type DraftAction,
  type DraftState,
  draftReducer,
  initialDraftState,
  type Root,
} from './draft.ts'
import { getAt } from './edit-path.ts'
import { fieldKind } from './field-schema.ts'
import { followingChanges } from './following-changes.ts'
import { movedPath } from './move-acknowledgements.ts'
import { readField } from './read-field.ts'
import { completeGroup, groupOf, type Unfinished, unfinishedKey, without } from './unfinished.ts'

/** Everything on the writer's desk: the draft with its undo, and what is not finished yet. */
export interface Desk {
  readonly state: DraftState
  readonly unfinished: Unfinished
}

export type DeskAction =
  | DraftAction
  /** Text typed into one control. */
  | {
      readonly type: 'typed'
      readonly root: Root
      readonly path: string
      readonly text: string
      readonly label: string
      readonly at: number
    }
  | { readonly type: 'forget'; readonly root: Root; readonly path: string }

export const initialDesk = (draft: Draft): Desk => ({ state: initialDraftState(draft), unfinished: new Map() })

export function deskReducer(desk: Desk, action: DeskAction): Desk {
  switch (action.type) {
    case 'typed':
      return typed(desk, action)
    case 'forget':
      return { ...desk, unfinished: without(desk.unfinished, action.root, action.path) }
    case 'change':
      return {
        state: draftReducer(desk.state, action),
        unfinished: action.changes.reduce(afterChange, desk.unfinished),
      }
    default: {
      const state = draftReducer(desk.state, action)
      return state === desk.state ? desk : { state, unfinished: new Map() }
    }
  }
}

function typed(desk: Desk, { root, path, text, label, at }: Extract<DeskAction, { type: 'typed' }>): Desk {
  const read = readField(path, text, root)
  const kind = fieldKind(path, root).kind
  const typing = kind === 'text' || kind === 'number' ? { typing: unfinishedKey(root, path) } : {}
  const exists = getAt(desk.state.draft[root], path) !== undefined
  if (read.fits && exists) {
    const follow = root === 'environment' ? followingChanges(desk.state.draft.environment, path, read.value) : []
    const changes: Change[] = [{ type: 'set', root, path, value: read.value }, ...follow]
    return deskReducer(desk, { type: 'change', changes, label, at, ...typing })
  }
  const group = exists ? null : groupOf(path)
  if (text === '' && group !== null && !isFact(group)) {
    return { ...desk, unfinished: without(desk.unfinished, root, path) }
  }
  const unfinished = new Map(desk.unfinished).set(unfinishedKey(root, path), text)
  const completion = group === null ? null : completeGroup(desk.state.draft.environment, unfinished, group)
  if (group === null || completion === null) return { ...desk, unfinished }
  const state = draftReducer(desk.state, { type: 'change', changes: [completion], label, at, ...typing })
  return { state, unfinished: without(unfinished, 'environment', group) }
}

const isFact = (path: string): boolean => fieldKind(path).kind === 'fact'

/** Unfinished text follows its list entry, and goes with it; another value at its place takes its place. */
function afterChange(unfinished: Unfinished, { type, root = 'environment', path, index }: Change): Unfinished {
  if (unfinished.size === 0) return unfinished
  if (type === 'set') return without(unfinished, root, path)
  if (type === 'insert' && index === undefined) return unfinished
  const entry = type === 'insert' ? `${path}/${index}` : path
  return new Map(
    [...unfinished].flatMap(([key, text]): [string, string][] => {
      if (!key.startsWith(`${root}:`)) return [[key, text]]
      const moved = movedPath(key.slice(root.length + 1), entry, type === 'insert' ? 'inserted' : 'removed')
      return moved === null ? [] : [[unfinishedKey(root, moved), text]]
    }),
  )
}
