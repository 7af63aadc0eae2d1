import { describeIssue } from '#core/environment/schema-issue.ts'
import type { Root } from './draft.ts'
import { type FieldKind, fieldKind, schemaAt } from './field-schema.ts'

export type ReadField =
  | { readonly fits: true; readonly value: unknown }
  /** What is allowed there, in one or two sentences. */
  | { readonly fits: false; readonly message: string }

/** The value that a typed text means at a place, or why the schema can not hold it. */
export function readField(path: string, text: string, root: Root = 'environment'): ReadField {
  const schema = schemaAt(path, root)
  const value = text === '' && schema.safeParse(null).success ? null : fieldValue(fieldKind(path, root), text)
  const result = schema.safeParse(value)
  if (result.success) return { fits: true, value: result.data }
  const [issue] = result.error.issues.flatMap(describeIssue)
  return { fits: false, message: `It ${issue?.rule ?? 'does not fit'}. ${issue?.remedy ?? 'Correct it.'}` }
}

/** How a value stands in a text control. */
export const writeField = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

function fieldValue(kind: FieldKind, text: string): unknown {
  switch (kind.kind) {
    case 'number':
      return numberOf(text)
    case 'choice':
      return kind.options.find((option) => String(option) === text) ?? text
    case 'check':
      return text === 'true'
    default:
      return text
  }
}

/** Stays text where it is no plain decimal number, so that the schema refuses it with words. */
function numberOf(text: string): unknown {
  const plain = text.trim()
  return /^[+-]?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : text
}
