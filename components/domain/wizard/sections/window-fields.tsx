'use client'

import { Button } from '#components/ui/button.tsx'
import type { WindowGroup } from '#core/environment/vocabulary.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { Group } from '../fields/group.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { durationText } from '../model/instants.ts'
import { hasUnfinished } from '../model/unfinished.ts'

const MINUTE = 60_000

/** One window: it exists once both of its times are there. */
export function WindowFields({ group, label }: { readonly group: WindowGroup; readonly label?: string }) {
  const editor = useEditor()
  const path = `/schedule/windows/${group}`
  const { id, words, messages } = useField(path)
  const window = editor.draft.environment.schedule.windows[group]
  const isTyping = hasUnfinished(editor.unfinished, 'environment', path)
  const minutes = window === null ? 0 : (Date.parse(window.notAfter) - Date.parse(window.notBefore)) / MINUTE
  const clear = () => editor.change([{ type: 'set', path, value: null }], `Clear the window ${words.label}`)
  return (
    <Group
      id={id}
      label={<span className="font-bold text-md">{label ?? words.label}</span>}
      end={minutes > 0 ? `${durationText(minutes)} long` : null}
      messages={messages}
      className="border-rule border-t pt-3"
    >
      {label === undefined ? <p className="-mt-1 mb-2 text-ink-3 text-sm">{words.hint}</p> : null}
      <div className="grid items-start gap-x-6 gap-y-3 sm:grid-cols-2">
        <SchemaField path={`${path}/notBefore`} />
        <SchemaField path={`${path}/notAfter`} />
      </div>
      {window !== null || isTyping ? (
        <Button size="small" variant="plain" className="-ml-2" onClick={clear}>
          Clear<span className="sr-only"> the window {words.label}</span>
        </Button>
      ) : null}
      {window === null && isTyping ? (
        <span className="text-ink-3 text-sm">It counts once both times are there.</span>
      ) : null}
    </Group>
  )
}
