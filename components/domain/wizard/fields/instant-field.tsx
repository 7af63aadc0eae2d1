'use client'

import { useState } from 'react'
import { FieldMessages } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { type InstantParts, instantParts, localText, OFFSETS, offsetAt, writeInstant } from '../model/instants.ts'
import { Group } from './group.tsx'
import type { SchemaFieldProps } from './schema-field.tsx'

const offsetOptions = (own: string) =>
  [...new Set([...OFFSETS, own])].map((offset) => ({ value: offset, label: offset === 'Z' ? 'UTC' : offset }))

/** A new date takes the offset that the person's own clock has then, as long as the old one did so too. */
function offsetFor(local: string, before: InstantParts): string {
  const follows = before.offset === '' || (before.local !== '' && before.offset === offsetAt(before.local))
  return follows ? offsetAt(local) : before.offset
}

/** Local date and time with the offset from UTC that holds there and then. */
export function InstantField({ path, label, hint, className }: SchemaFieldProps) {
  const editor = useEditor()
  const { id, words, text, messages } = useField(path)
  const { timeZone } = editor.draft.environment.schedule
  const typed = instantParts(text)
  // Clearing one part of the date clears all of it for the moment; the offset must survive that.
  const [keptOffset, setKeptOffset] = useState('')
  const parts = { ...typed, offset: typed.offset === '' ? keptOffset : typed.offset }
  const name = label ?? words.label
  const write = (local: string) => {
    setKeptOffset(parts.offset)
    editor.type({ path, text: local === '' ? '' : writeInstant({ local, offset: offsetFor(local, parts) }, text) })
  }
  const shown = messages.filter(({ ruleId }) => ruleId !== undefined)
  const isHalf = text !== '' && parts.local === ''
  return (
    <Group id={id} label={name} hint={hint ?? words.hint} className={className}>
      <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-1.5">
        <TextInput
          type="datetime-local"
          aria-label={`${name}, local date and time`}
          aria-invalid={shown.some(({ severity }) => severity === 'error') || undefined}
          value={parts.local}
          onChange={(event) => write(event.target.value)}
        />
        <Select
          aria-label={`${name}, offset from UTC`}
          value={parts.offset}
          placeholder="Offset"
          options={offsetOptions(parts.offset === '' ? 'Z' : parts.offset)}
          onChange={(event) =>
            editor.type({ path, text: writeInstant({ ...parts, offset: event.target.value }, text) })
          }
        />
      </div>
      <p className="mt-1 min-h-[1.125rem] text-ink-3 text-sm">
        {isHalf ? 'Enter date and time.' : parts.local === '' ? null : `${localText(text)} ${timeZone}`}
      </p>
      {shown.length > 0 ? <FieldMessages messages={shown} /> : null}
    </Group>
  )
}
