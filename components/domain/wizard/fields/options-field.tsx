'use client'

import { Checkbox } from '#components/ui/checkbox.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { Group } from './group.tsx'
import type { SchemaFieldProps } from './schema-field.tsx'

/** Several of few; kept in the order of the schema. */
export function OptionsField({ path, label, hint, className }: SchemaFieldProps) {
  const editor = useEditor()
  const { id, words, kind, value, messages } = useField(path)
  const text = label ?? words.label
  const chosen: readonly unknown[] = Array.isArray(value) ? value : []
  const options = kind.kind === 'list' && 'options' in kind.entry ? (kind.entry.options as readonly string[]) : []
  const toggle = (option: string) => {
    const next = options.filter((known) => (known === option ? !chosen.includes(known) : chosen.includes(known)))
    editor.change([{ type: 'set', path, value: next }], text)
  }
  return (
    <Group id={id} label={text} hint={hint ?? words.hint} messages={messages} className={className}>
      <div className="flex flex-wrap gap-x-5 gap-y-1.5">
        {options.map((option) => (
          <Checkbox
            key={option}
            label={words.options?.[option] ?? option}
            checked={chosen.includes(option)}
            onChange={() => toggle(option)}
          />
        ))}
      </div>
    </Group>
  )
}
