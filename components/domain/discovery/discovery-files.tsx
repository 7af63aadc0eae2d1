'use client'

import { type DragEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SourcedFile } from '#core/discovery/parse.ts'
import { type FilesOutcome, readFiles, readSoFar } from './read-files.ts'

interface DiscoveryFilesProps {
  readonly outcome: FilesOutcome | null
  readonly refusal: string | null
  readonly onOutcome: (outcome: FilesOutcome | null) => void
}

/** Several JSON files, chosen or dropped, one after the other or at once; what was read is listed. */
export function DiscoveryFiles({ outcome, refusal, onOutcome }: DiscoveryFilesProps) {
  const id = useId()
  const [isOver, setOver] = useState(false)
  const soFar = readSoFar(outcome)
  const read = async (chosen: readonly File[]) => {
    if (chosen.length > 0) onOutcome(await readFiles(chosen, soFar))
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void read([...event.dataTransfer.files])
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
          Discovery files
        </label>
        <input
          id={id}
          type="file"
          multiple
          accept=".json,application/json"
          aria-describedby={`${id}-said`}
          onChange={(event) => {
            void read([...(event.target.files ?? [])])
            // The same file, made again, must be a new choice.
            event.target.value = ''
          }}
          className="block w-full text-sm file:mr-3 file:cursor-pointer file:rounded file:border file:border-rule-2 file:border-solid file:bg-sheet file:px-3 file:py-1.5 file:font-medium file:text-ink hover:file:border-ink"
        />
        <p className="mt-1 text-ink-3 text-sm">
          JSON files of Get-MimGmsaEnvironment.ps1, one of each host and one of the directory. They may also be dropped
          here.
        </p>
      </div>
      <div id={`${id}-said`} aria-live="polite" className="grid gap-3">
        {refusal === null ? null : (
          <Notice kind="error" title="Refused; nothing here has changed">
            <p className="[overflow-wrap:anywhere]">{refusal}</p>
          </Notice>
        )}
        {soFar === null ? null : <ReadFiles files={soFar.files} onClear={() => onOutcome(null)} />}
      </div>
    </div>
  )
}

function ReadFiles({ files, onClear }: { readonly files: readonly SourcedFile[]; readonly onClear: () => void }) {
  return (
    <div className="text-sm">
      <ul>
        {files.map(({ name, sha256, file }) => (
          <li key={sha256} className="flex flex-wrap gap-x-2 border-rule border-t py-1.5 first:border-t-0">
            <b className="[overflow-wrap:anywhere]">{file.host?.name ?? 'Directory'}</b>
            <span className="text-ink-2 [overflow-wrap:anywhere]">{name}</span>
            <span className="text-ink-3">
              run <Time value={file.meta.runAt} />
              {file.meta.elevated ? '' : ', not elevated'}
            </span>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={onClear} className="mt-1">
        Choose other files
      </Button>
    </div>
  )
}
