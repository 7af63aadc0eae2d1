'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { ChoiceFrame } from '../fields/choice-frame.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { FACT_STATUSES, statusOf } from '../model/facts.ts'
import { entryPaths } from '../model/place.ts'
import { hasUnfinished } from '../model/unfinished.ts'

const FACT = '/forest/kdsRootKeys'
const KEYS = `${FACT}/keys`

/** Root keys of the forest. "Found" needs at least one whole key; until it is typed the fact stays as it was. */
export function RootKeys() {
  const editor = useEditor()
  const { id, words, messages } = useField(FACT)
  // Position of the key that is being added; once it is stored the next one has another position.
  const [adding, setAdding] = useState<number | null>(null)
  const fact = editor.draft.environment.forest.kdsRootKeys
  const stored = fact.status === 'found' ? fact.keys.length : 0
  const isTyping = adding === stored || hasUnfinished(editor.unfinished, 'environment', `${KEYS}/${stored}`)
  const status = fact.status !== 'found' && isTyping ? 'found' : fact.status
  const choose = (chosen: string) => {
    setAdding(chosen === 'found' && stored === 0 ? 0 : null)
    if (chosen !== 'found') editor.change([{ type: 'set', path: FACT, value: { status: chosen } }], words.label)
  }
  return (
    <Section title="KDS root key" end="PSD">
      <div className="grid gap-4">
        <ChoiceFrame
          id={id}
          label="Is there a root key?"
          hint={words.hint}
          messages={messages}
          value={status}
          options={FACT_STATUSES.map((known) => ({ value: known, label: words.options?.[known] ?? known }))}
          onChange={(chosen) => choose(statusOf({ status: chosen }))}
        />
        {status === 'found' ? (
          <KeyList stored={stored} isTyping={isTyping} onAdd={() => setAdding(stored)} onDrop={() => setAdding(null)} />
        ) : null}
        <SchemaField path="/forest/labShortcut" />
      </div>
    </Section>
  )
}

interface KeyListProps {
  readonly stored: number
  readonly isTyping: boolean
  readonly onAdd: () => void
  readonly onDrop: () => void
}

function KeyList({ stored, isTyping, onAdd, onDrop }: KeyListProps) {
  const editor = useEditor()
  const rows = entryPaths(KEYS, stored + (isTyping ? 1 : 0))
  const drop = (path: string, index: number) => {
    if (index < stored) editor.change([{ type: 'remove', path }], 'Remove a root key')
    else {
      editor.forget(path)
      onDrop()
    }
  }
  return (
    <div className="grid gap-4 border-accent border-l-3 pl-4">
      {rows.map((path, index) => (
        <div key={path} className="grid items-start gap-x-6 gap-y-3 sm:grid-cols-2">
          <SchemaField path={`${path}/keyId`} className="sm:col-span-2" />
          <SchemaField path={`${path}/creationTime`} />
          <SchemaField path={`${path}/effectiveTime`} />
          <p className="flex flex-wrap items-center gap-2 text-ink-3 text-sm sm:col-span-2">
            {index < stored ? `Key ${index + 1}` : 'It counts once all three fields are filled in.'}
            <Button
              size="small"
              variant="plain"
              icon="trash"
              blocked={index < stored && stored === 1 ? 'One key at least, or "Looked for, none there".' : null}
              onClick={() => drop(path, index)}
            >
              Remove the key
            </Button>
          </p>
        </div>
      ))}
      {isTyping ? null : (
        <Button size="small" icon="plus" className="justify-self-start" onClick={onAdd}>
          Add a key
        </Button>
      )}
    </div>
  )
}
