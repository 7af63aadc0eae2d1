'use client'

import { type DragEvent, type ReactNode, useId, useState } from 'react'
import { cn } from './class-names.ts'

interface FileDropProps {
  readonly label: string
  readonly hint: string
  readonly multiple?: boolean
  /** Chosen or dropped; never empty. */
  readonly onFiles: (files: readonly File[]) => void
  /** What became of them; it is read aloud when it changes. */
  readonly children?: ReactNode
}

/** A place for JSON files: a file input, onto which files may also be dropped. */
export function FileDrop({ label, hint, multiple = false, onFiles, children }: FileDropProps) {
  const id = useId()
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    if (files && files.length > 0) onFiles([...files])
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
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
          {label}
        </label>
        <input
          id={id}
          type="file"
          multiple={multiple}
          accept=".json,application/json"
          aria-describedby={`${id}-said`}
          onChange={(event) => {
            take(event.target.files)
            // The same file, corrected, must be a new choice.
            event.target.value = ''
          }}
          className="block w-full text-sm file:mr-3 file:cursor-pointer file:rounded file:border file:border-rule-2 file:border-solid file:bg-sheet file:px-3 file:py-1.5 file:font-medium file:text-ink hover:file:border-ink"
        />
        <p className="mt-1 min-h-[1.125rem] text-ink-3 text-sm">{hint}</p>
      </div>
      <div id={`${id}-said`} aria-live="polite" className="grid gap-3">
        {children}
      </div>
    </div>
  )
}
