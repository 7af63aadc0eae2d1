'use client'

import { Field } from '#components/ui/field.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import type { SchemaFieldProps } from './schema-field.tsx'

export function DayField({ path, label, hint, className }: SchemaFieldProps) {
  const editor = useEditor()
  const { id, words, text, messages } = useField(path)
  return (
    <Field
      id={id}
      label={label ?? words.label}
      hint={hint ?? words.hint}
      messages={messages}
      {...(className ? { className } : {})}
    >
      <TextInput type="date" value={text} onChange={(event) => editor.type({ path, text: event.target.value })} />
    </Field>
  )
}
