'use client'

import { Field } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { patternOf } from '../model/leaves.ts'
import type { SchemaFieldProps } from './schema-field.tsx'

/** Limits of Windows that people run into while they type; the schema allows more, so that the rule can explain. */
const COUNTED: Readonly<Record<string, number>> = {
  '/components/*/managedAccount/name': 15,
  '/servers/*/name': 15,
}
const LONG_TEXT = 300

export function TextField({ path, root, label, hint, labelHidden, required, className }: SchemaFieldProps) {
  const editor = useEditor()
  const { id, words, kind, text, messages } = useField(path, root)
  const max = COUNTED[patternOf(path)]
  const write = (typed: string) => editor.type({ path, text: typed, ...(root ? { root } : {}) })
  const isLong = kind.kind === 'text' && !words.mono && (kind.maxLength ?? 0) >= LONG_TEXT
  return (
    <Field
      id={id}
      label={label ?? words.label}
      hint={hint ?? words.hint}
      messages={messages}
      {...(max && text !== '' ? { counter: { count: [...text].length, max } } : {})}
      {...(labelHidden ? { labelHidden } : {})}
      {...(required ? { required } : {})}
      {...(className ? { className } : {})}
    >
      {isLong ? (
        // One line for the rules: a line break becomes a blank.
        <TextArea rows={2} value={text} onChange={(event) => write(event.target.value.replace(/\s*\n\s*/g, ' '))} />
      ) : (
        <TextInput
          value={text}
          onChange={(event) => write(event.target.value)}
          mono={words.mono ?? false}
          inputMode={kind.kind === 'number' ? 'numeric' : undefined}
          placeholder={words.placeholder}
          autoComplete="off"
        />
      )}
    </Field>
  )
}
