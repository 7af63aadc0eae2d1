'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Environment } from '#core/environment/environment.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { ABSENT, differences } from '../model/difference.ts'
import type { ImportOutcome } from '../model/import-environment.ts'
import { FileChoice } from './file-choice.tsx'

interface ImportDialogProps {
  readonly onClose: () => void
  readonly onImport: (environment: Environment) => void
}

/** Another environment takes the place of this one; a refused file changes nothing. */
export function ImportDialog({ onClose, onImport }: ImportDialogProps) {
  const { draft } = useEditor()
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null)
  const environment = outcome?.outcome === 'read' ? outcome.environment : null
  const changed =
    environment === null ? 0 : differences({ base: ABSENT, mine: draft.environment, theirs: environment }).length
  const blocked =
    environment === null ? 'Choose a file first.' : changed === 0 ? 'The file says what is here already.' : null
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      wide
      title="Import an environment"
      description="A JSON file of one MIM installation, as Export writes it. It takes the place of everything but title and ticket; undo brings back what is here now."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="main"
            blocked={blocked}
            reason="hidden"
            onClick={() => {
              if (environment !== null) onImport(environment)
            }}
          >
            Import
          </Button>
        </>
      }
    >
      <FileChoice outcome={outcome} onOutcome={setOutcome} />
      {environment !== null ? (
        <p className="mt-3" aria-live="polite">
          <b>{environment.name || 'An environment without a name'}</b>: {environment.servers.length} servers,{' '}
          {environment.components.length} services.{' '}
          {changed === 0
            ? 'It says what is here already.'
            : `It differs in ${changed} ${changed === 1 ? 'place' : 'places'}.`}
        </p>
      ) : null}
    </Dialog>
  )
}
