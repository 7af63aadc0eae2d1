'use client'

import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { ChoiceFrame } from './choice-frame.tsx'
import type { SchemaFieldProps } from './schema-field.tsx'

const FEW = 3
const SHORT = 24

export function ChoiceField({
  path,
  root,
  label,
  hint,
  labelHidden,
  className,
  asList = false,
  optionWords = (words) => words,
}: SchemaFieldProps) {
  const editor = useEditor()
  const { id, words, kind, text, messages } = useField(path, root)
  const options = (kind.kind === 'choice' ? kind.options : []).map((option) => ({
    value: String(option),
    label: optionWords(words.options?.[String(option)] ?? String(option)),
  }))
  const take = (chosen: string) => editor.type({ path, text: chosen, ...(root ? { root } : {}) })
  const frame = { id, label: label ?? words.label, hint: hint ?? words.hint, messages }
  if (!asList && options.length <= FEW && options.every((option) => option.label.length <= SHORT)) {
    const choice = { value: text, options, onChange: take, labelHidden, className }
    return <ChoiceFrame {...frame} {...choice} />
  }
  return (
    <Field {...frame} {...(labelHidden ? { labelHidden } : {})} {...(className ? { className } : {})}>
      <Select value={text} options={options} onChange={(event) => take(event.target.value)} />
    </Field>
  )
}
