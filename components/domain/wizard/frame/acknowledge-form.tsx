'use client'

import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { MAX_REASON } from '../model/acknowledge.ts'

interface AcknowledgeFormProps {
  readonly ruleId: string
  readonly onAcknowledge: (reason: string) => void
  readonly onCancel: () => void
}

/** A person accepts one warning and says why; approvers read it. */
export function AcknowledgeForm({ ruleId, onAcknowledge, onCancel }: AcknowledgeFormProps) {
  const [reason, setReason] = useState('')
  const missing = reason.trim() === '' ? 'A reason is missing.' : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing === null) onAcknowledge(reason)
  }
  const close = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onCancel()
  }
  return (
    <form onSubmit={submit} onKeyDown={close} className="mt-2 grid gap-2">
      <Field label={`Why ${ruleId} is accepted`} hint="Approvers read it.">
        <TextArea
          rows={2}
          autoFocus
          maxLength={MAX_REASON}
          value={reason}
          onChange={(event) => setReason(event.target.value.replace(/\s*\n\s*/g, ' '))}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="small" type="submit" blocked={missing} reason="hidden">
          Acknowledge {ruleId}
        </Button>
      </div>
    </form>
  )
}
