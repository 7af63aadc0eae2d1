'use client'

import type { ReactNode } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { FieldMessages } from '#components/ui/field.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'

interface ToggleProps {
  /** A place that holds a group, or null. */
  readonly path: string
  /** The group as it begins. */
  readonly value: () => unknown
  readonly label?: string
  readonly hint?: string
  /** The fields of the group; shown only while it is there. Unticking drops their values, undo brings them back. */
  readonly children: ReactNode
}

export function Toggle({ path, value, label, hint, children }: ToggleProps) {
  const editor = useEditor()
  const { id, words, value: present, messages } = useField(path)
  const isThere = present !== null && present !== undefined
  return (
    <div className="grid gap-3">
      <Checkbox
        id={id}
        label={label ?? words.label}
        description={hint ?? words.hint}
        checked={isThere}
        aria-describedby={messages.length > 0 ? `${id}-said` : undefined}
        onChange={() => editor.change([{ type: 'set', path, value: isThere ? null : value() }], label ?? words.label)}
      />
      {messages.length > 0 ? <FieldMessages id={`${id}-said`} messages={messages} /> : null}
      {isThere ? <div className="border-accent border-l-3 pl-4">{children}</div> : null}
    </div>
  )
}
