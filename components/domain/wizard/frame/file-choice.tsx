'use client'

import { useState } from 'react'
import { FileDrop } from '#components/ui/file-drop.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { type ImportOutcome, readEnvironmentFile } from '../model/import-environment.ts'

interface FileChoiceProps {
  readonly outcome: ImportOutcome | null
  readonly onOutcome: (outcome: ImportOutcome | null) => void
}

/** A JSON file, chosen or dropped; a refused one is answered with field, rule and remedy. */
export function FileChoice({ outcome, onOutcome }: FileChoiceProps) {
  const [name, setName] = useState('')
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    setName(file.name)
    onOutcome(null)
    onOutcome(await readEnvironmentFile(file))
  }
  return (
    <FileDrop
      label="JSON file"
      hint={name === '' ? 'It may also be dropped here.' : name}
      onFiles={([file]) => void read(file)}
    >
      {outcome?.outcome === 'refused' ? <Refusal name={name} outcome={outcome} /> : null}
    </FileDrop>
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
