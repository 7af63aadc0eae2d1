'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { counted } from '../data/when.ts'
import { CommentForm } from './comment-form.tsx'
import { ThreadItem } from './thread-item.tsx'
import { useThreadActions, useThreads } from './use-threads.ts'

interface FileThreadsProps {
  readonly target: string
  readonly path: string
  readonly lines: readonly string[]
  /** The line that a person chose to comment on, from 1; null when none. */
  readonly line: number | null
  readonly onLine: (line: number | null) => void
}

/** What was said about lines of a file; a new thread begins at a line number. */
export function FileThreads({ target, path, lines, line, onLine }: FileThreadsProps) {
  const { threads, mayComment } = useThreads()
  const actions = useThreadActions()
  const [typed, setTyped] = useState('')
  const own = threads
    .filter((thread) => thread.place === 'line' && thread.path === `${target}/${path}`)
    .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0))
  if (own.length === 0 && !mayComment) return null
  const number = Number(typed)
  const known = Number.isInteger(number) && number >= 1 && number <= lines.length
  return (
    <section aria-label={`Threads of ${target}/${path}`} className="border-rule border-b px-4 py-3 sm:px-6">
      {own.map((thread) => (
        <div key={thread.id}>
          <p className="mt-1 text-sm">
            {thread.line === null ? (
              <b>A line that is gone</b>
            ) : (
              <>
                <b>Line {thread.line}</b>{' '}
                <code className="text-ink-2 [overflow-wrap:anywhere]">{lines[thread.line - 1]?.trim()}</code>
              </>
            )}
          </p>
          <ThreadItem thread={thread} />
        </div>
      ))}
      {mayComment && line === null ? (
        <form
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (known) onLine(number)
          }}
        >
          <Field label="Line" className="w-24">
            <TextInput
              inputMode="numeric"
              value={typed}
              maxLength={7}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Field>
          <Button
            type="submit"
            icon="comment"
            blocked={typed !== '' && !known ? `The file has ${counted(lines.length, 'line')}.` : null}
          >
            Comment on a line
          </Button>
        </form>
      ) : null}
      {line !== null ? (
        <>
          <p className="text-sm">
            <b>Line {line}</b> <code className="text-ink-2 [overflow-wrap:anywhere]">{lines[line - 1]?.trim()}</code>
          </p>
          <CommentForm
            key={line}
            label={`Comment on line ${line}`}
            action="Comment"
            onSend={(text) => actions.open({ kind: 'line', target, path, line }, text)}
            onClose={() => {
              setTyped('')
              onLine(null)
            }}
          />
        </>
      ) : null}
    </section>
  )
}
