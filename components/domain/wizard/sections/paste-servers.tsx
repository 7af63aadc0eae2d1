'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { COLUMNS } from '../model/paste-columns.ts'
import { changesOfPaste, type PastedServers, readPastedServers } from '../model/paste-servers.ts'

const SHOWN_PROBLEMS = 20
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

interface PasteServersProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** A table from Excel or a CSV file; a person sees the outcome before anything changes. */
export function PasteServers({ open, onClose }: PasteServersProps) {
  const editor = useEditor()
  const [text, setText] = useState('')
  const outcome = text.trim() === '' ? null : readPastedServers(text, editor.draft.environment)
  const total = outcome === null ? 0 : outcome.added.length + outcome.changed.length
  const take = () => {
    if (outcome === null) return
    const label = `Paste ${count(total, 'server')}`
    editor.change(changesOfPaste(outcome), label)
    toast({
      text: `${count(outcome.added.length, 'server')} added, ${outcome.changed.length} changed. Ctrl Z takes it back.`,
    })
    setText('')
    onClose()
  }
  const blocked = outcome === null ? 'Paste a table first.' : total === 0 ? 'This table changes nothing.' : null
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      wide
      title="Paste servers from Excel"
      description={`One server and part a row; several rows of one name are one server. Columns: ${COLUMNS.map(({ title }) => title).join(', ')}. Only the name must be there.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="main" blocked={blocked} reason="hidden" onClick={take}>
            {total === 0 ? 'Take over' : `Take over ${count(total, 'server')}`}
          </Button>
        </>
      }
    >
      <Field label="Table" className="mt-3">
        <TextArea mono rows={8} wrap="off" value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      {outcome === null ? null : <Outcome outcome={outcome} />}
    </Dialog>
  )
}

function Outcome({ outcome }: { readonly outcome: PastedServers }) {
  const { added, changed, unchanged, problems, ignoredColumns } = outcome
  return (
    <div className="mt-3 grid gap-3" aria-live="polite">
      <p>
        {count(added.length, 'server')} will be added, {changed.length} changed, {unchanged} are the same already.
      </p>
      {changed.length > 0 ? (
        <p className="text-ink-2">
          Changed:{' '}
          <code>
            {changed
              .slice(0, 30)
              .map(({ after }) => after.name)
              .join(', ')}
          </code>
        </p>
      ) : null}
      {ignoredColumns.length > 0 ? (
        <p className="text-ink-2">Columns that mean nothing here and are left out: {ignoredColumns.join(', ')}.</p>
      ) : null}
      {problems.length > 0 ? (
        <Notice kind="warn" title={`${count(problems.length, 'row')} left out`}>
          <ul className="grid gap-1">
            {problems.slice(0, SHOWN_PROBLEMS).map(({ row, message }) => (
              <li key={row}>
                Row {row}: {message}
              </li>
            ))}
          </ul>
          {problems.length > SHOWN_PROBLEMS ? <p>And {problems.length - SHOWN_PROBLEMS} more.</p> : null}
        </Notice>
      ) : null}
    </div>
  )
}
