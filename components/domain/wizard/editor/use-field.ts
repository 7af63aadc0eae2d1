'use client'

import type { FieldMessage } from '#components/ui/field.tsx'
import type { Finding } from '#core/findings/finding.ts'
import type { Root } from '../model/draft.ts'
import { getAt } from '../model/edit-path.ts'
import { type FieldKind, fieldKind } from '../model/field-schema.ts'
import { followingChanges } from '../model/following-changes.ts'
import { patternOf } from '../model/leaves.ts'
import { placeId } from '../model/place.ts'
import { readField, writeField } from '../model/read-field.ts'
import { unfinishedKey } from '../model/unfinished.ts'
import { CASE_WORDS } from '../model/words/case-words.ts'
import { FIELD_WORDS, type FieldWords } from '../model/words/field-words.ts'
import { type DraftEditor, useEditor } from './draft-editor.ts'

export interface FieldState {
  readonly id: string
  readonly words: FieldWords
  readonly kind: FieldKind
  readonly value: unknown
  /** What stands in a text control: unfinished text, else the value. */
  readonly text: string
  readonly messages: readonly FieldMessage[]
}

/** Everything that a control shows of one place. */
export function useField(path: string, root: Root = 'environment'): FieldState {
  const editor = useEditor()
  const value = getAt(editor.draft[root], path)
  const unfinished = editor.unfinished.get(unfinishedKey(root, path))
  return {
    id: placeId(path, root),
    words: wordsOf(path, root),
    kind: fieldKind(path, root),
    value,
    text: unfinished ?? writeField(value),
    messages: [
      ...unfinishedMessages(path, root, unfinished),
      ...(root === 'environment' ? placeMessages(editor, path) : caseMessages(path, value)),
    ],
  }
}

const wordsOf = (path: string, root: Root): FieldWords =>
  (root === 'case' ? CASE_WORDS[path] : FIELD_WORDS[patternOf(path)]) ?? { label: path }

/** No rule speaks of the case; only its title must be there. */
const caseMessages = (path: string, value: unknown): FieldMessage[] =>
  path === '/title' && typeof value === 'string' && value.trim() === ''
    ? [{ severity: 'error', message: 'The title is missing. Enter what shall be changed.' }]
    : []

/** What the schema can not hold stays in the control, with the reason. */
function unfinishedMessages(path: string, root: Root, text: string | undefined): FieldMessage[] {
  if (text === undefined) return []
  const read = readField(path, text, root)
  return read.fits ? [] : [{ severity: 'error', message: read.message }]
}

/** What rules say about a place, with the fix where the remedy is certain. */
export function placeMessages(editor: DraftEditor, path: string): FieldMessage[] {
  const found = editor.findings.at(path)
  return found.map((finding) => ({
    severity: finding.severity,
    ruleId: finding.ruleId,
    message: finding.message,
    fix: fixOf(editor, finding),
  }))
}

export function fixOf(editor: DraftEditor, { fix }: Finding): FieldMessage['fix'] {
  if (fix === undefined || getAt(editor.draft.environment, fix.path) === undefined) return undefined
  const { label, path, value } = fix
  const follow = followingChanges(editor.draft.environment, path, value)
  return { label, onFix: () => editor.change([{ type: 'set', path, value }, ...follow], label) }
}
