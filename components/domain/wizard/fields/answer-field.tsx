'use client'

import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { ChoiceFrame } from './choice-frame.tsx'
import type { SchemaFieldProps } from './schema-field.tsx'

const ANSWERS = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'unknown', label: 'Not known' },
]

/** A question that a person answers; nobody is taken to have answered it. */
export function AnswerField({ path, label, hint, labelHidden, className }: SchemaFieldProps) {
  const editor = useEditor()
  const { id, words, text, messages } = useField(path)
  return (
    <ChoiceFrame
      id={id}
      label={label ?? words.label}
      hint={hint ?? words.hint}
      messages={messages}
      labelHidden={labelHidden}
      value={text}
      options={ANSWERS}
      onChange={(answer) => editor.type({ path, text: answer })}
      className={className}
    />
  )
}
