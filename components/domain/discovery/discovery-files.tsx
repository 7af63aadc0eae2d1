'use client'

import { Button } from '#components/ui/button.tsx'
import { FileDrop } from '#components/ui/file-drop.tsx'
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
  const soFar = readSoFar(outcome)
  const read = async (chosen: readonly File[]) => onOutcome(await readFiles(chosen, soFar))
  return (
    <FileDrop
      label="Discovery files"
      hint="JSON files of Get-MimGmsaEnvironment.ps1, one of each host and one of the directory. They may also be dropped here."
      multiple
      onFiles={(files) => void read(files)}
    >
      {refusal === null ? null : (
        <Notice kind="error" title="Refused; nothing here has changed">
          <p className="[overflow-wrap:anywhere]">{refusal}</p>
        </Notice>
      )}
      {soFar === null ? null : <ReadFiles files={soFar.files} onClear={() => onOutcome(null)} />}
    </FileDrop>
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
