'use client'

import { Checkbox } from '#components/ui/checkbox.tsx'
import { FieldMessages } from '#components/ui/field.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import type { SchemaFieldProps } from './schema-field.tsx'

export function CheckField({ path, root, label, hint, className }: SchemaFieldProps) {
  const editor = useEditor()
  const { id, words, value, messages } = useField(path, root)
  const said = `${id}-said`
  const text = label ?? words.label
  return (
    <div className={className}>
      <Checkbox
        id={id}
        label={text}
        description={hint ?? words.hint}
        checked={value === true}
        aria-invalid={messages.some(({ severity }) => severity === 'error') || undefined}
        aria-describedby={messages.length > 0 ? said : undefined}
        onChange={(event) =>
          editor.change([{ type: 'set', ...(root ? { root } : {}), path, value: event.target.checked }], text)
        }
      />
      {messages.length > 0 ? <FieldMessages id={said} messages={messages} /> : null}
    </div>
  )
}
