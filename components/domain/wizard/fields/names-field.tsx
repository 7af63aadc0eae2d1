'use client'

import { useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { FieldMessages } from '#components/ui/field.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { entryPaths } from '../model/place.ts'
import { missingFrom } from '../model/proposals.ts'
import { Group } from './group.tsx'
import type { SchemaFieldProps } from './schema-field.tsx'

const SHOWN = 25

interface NamesFieldProps extends SchemaFieldProps {
  /** Values that are offered while typing. */
  readonly known?: readonly string[]
  /** Values that are made from the rest of the draft; each can be added at once. */
  readonly proposed?: readonly string[]
  /** What an entry is called: `name`, `server`. */
  readonly noun?: string
}

/** A list of short texts, one a line. */
export function NamesField({
  path,
  label,
  hint,
  className,
  known = [],
  proposed = [],
  noun = 'name',
}: NamesFieldProps) {
  const editor = useEditor()
  const { id, words, kind, value, messages } = useField(path)
  const [all, setAll] = useState(false)
  const entries: readonly string[] = Array.isArray(value) ? value : []
  const max = kind.kind === 'list' ? kind.maxLength : null
  const missing = missingFrom(entries, proposed)
  const add = (names: readonly string[]) =>
    editor.change(
      names.map((name) => ({ type: 'insert', path, value: name })),
      `Add ${names.filter(Boolean).join(', ') || `a ${noun}`}`,
    )
  return (
    <Group id={id} label={label ?? words.label} hint={hint ?? words.hint} messages={messages} className={className}>
      <ul className="grid gap-1.5">
        {entryPaths(path, all ? entries.length : Math.min(SHOWN, entries.length)).map((entry) => (
          <NameEntry key={entry} path={entry} known={known} noun={noun} mono={words.mono ?? false} />
        ))}
      </ul>
      {entries.length > SHOWN && !all ? (
        <Button size="small" variant="plain" onClick={() => setAll(true)}>
          Show all {entries.length}
        </Button>
      ) : null}
      <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
        <Button
          size="small"
          variant="plain"
          icon="plus"
          className="-ml-2"
          blocked={max !== null && entries.length >= max ? `At most ${max} are allowed.` : null}
          onClick={() => add([''])}
        >
          Add a {noun}
        </Button>
        {missing.slice(0, 4).map((name) => (
          <Button key={name} size="small" onClick={() => add([name])}>
            Add <code>{name}</code>
          </Button>
        ))}
        {missing.length > 1 ? (
          <Button size="small" onClick={() => add(missing)}>
            Add all {missing.length}
          </Button>
        ) : null}
      </div>
    </Group>
  )
}

interface NameEntryProps {
  readonly path: string
  readonly known: readonly string[]
  readonly noun: string
  readonly mono: boolean
}

function NameEntry({ path, known, noun, mono }: NameEntryProps) {
  const editor = useEditor()
  const { id, text, messages } = useField(path)
  const name = text === '' ? `New ${noun}` : text
  const control = {
    id,
    'aria-label': name,
    'aria-invalid': messages.some(({ severity }) => severity === 'error') || undefined,
    'aria-describedby': messages.length > 0 ? `${id}-said` : undefined,
    value: text,
    mono,
  }
  const write = (typed: string) => editor.type({ path, text: typed })
  return (
    <li>
      <div className="flex items-center gap-1">
        {known.length > 0 ? (
          <Combobox
            {...control}
            onChange={write}
            options={known.map((option) => ({ value: option }))}
            className="flex-1"
          />
        ) : (
          <TextInput {...control} onChange={(event) => write(event.target.value)} />
        )}
        <IconButton
          icon="close"
          label={`Remove ${name}`}
          onClick={() => editor.change([{ type: 'remove', path }], `Remove ${name}`)}
        />
      </div>
      {messages.length > 0 ? <FieldMessages id={`${id}-said`} messages={messages} /> : null}
    </li>
  )
}
