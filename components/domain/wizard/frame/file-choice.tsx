'use client'

import { type DragEvent, useId, useState } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { Notice } from '#components/ui/notice.tsx'
import { type ImportOutcome, readEnvironmentFile } from '../model/import-environment.ts'

interface FileChoiceProps {
  readonly outcome: ImportOutcome | null
  readonly onOutcome: (outcome: ImportOutcome | null) => void
}

/** A JSON file, chosen or dropped; a refused one is answered with field, rule and remedy. */
export function FileChoice({ outcome, onOutcome }: FileChoiceProps) {
  const id = useId()
  const [name, setName] = useState('')
  const [isOver, setOver] = useState(false)
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    setName(file.name)
    onOutcome(null)
    onOutcome(await readEnvironmentFile(file))
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void read(event.dataTransfer.files[0])
  }
  return (
    <div className="mt-3 grid gap-3">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra, the input does the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn('rounded border border-rule-2 border-dashed px-4 py-3', isOver && 'border-accent bg-accent-wash')}
      >
        <label htmlFor={id} className="mb-1 block font-medium text-sm">
          JSON file
        </label>
        <input
          id={id}
          type="file"
          accept=".json,application/json"
          aria-describedby={`${id}-said`}
          onChange={(event) => {
            void read(event.target.files?.[0])
            // The same file, corrected, must be a new choice.
            event.target.value = ''
          }}
          className="block w-full text-sm file:mr-3 file:cursor-pointer file:rounded file:border file:border-rule-2 file:border-solid file:bg-sheet file:px-3 file:py-1.5 file:font-medium file:text-ink hover:file:border-ink"
        />
        <p className="mt-1 min-h-[1.125rem] text-ink-3 text-sm">
          {name === '' ? 'It may also be dropped here.' : name}
        </p>
      </div>
      <div id={`${id}-said`} aria-live="polite">
        {outcome?.outcome === 'refused' ? <Refusal name={name} outcome={outcome} /> : null}
      </div>
    </div>
  )
}

function Refusal({
  name,
  outcome,
}: {
  readonly name: string
  readonly outcome: Extract<ImportOutcome, { outcome: 'refused' }>
}) {
  const { message, issues, issueCount } = outcome
  return (
    <Notice kind="error" title={`${name} was refused; nothing here has changed`}>
      {issues.length === 0 ? (
        <p>{message}</p>
      ) : (
        <ul className="grid gap-1">
          {issues.map(({ path, rule, remedy }) => (
            <li key={`${path} ${rule}`} className="[overflow-wrap:anywhere]">
              <code>{path === '' ? 'The document' : path}</code>{' '}
              {path === '' && rule !== '' ? `is refused: ${rule}` : rule}. {remedy}
            </li>
          ))}
        </ul>
      )}
      {issueCount > issues.length ? <p>And {issueCount - issues.length} more.</p> : null}
    </Notice>
  )
}
