'use client'

import { type FormEvent, useState } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'

const MAX = 4_000

interface CommentFormProps {
  readonly label: string
  readonly action: string
  readonly onSend: (text: string) => Promise<unknown>
  readonly onClose: () => void
}

/** Plain text. What was typed stays when sending fails. */
export function CommentForm({ label, action, onSend, onClose }: CommentFormProps) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || text.trim() === '') return
    setBusy(true)
    try {
      await onSend(text)
      onClose()
    } catch (error) {
      setProblem(errorWords(error as Parameters<typeof errorWords>[0]).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={send} className="mt-2 max-w-[40rem]">
      <Field
        label={label}
        error={problem}
        counter={text.length > MAX - 500 ? { count: text.length, max: MAX } : undefined}
      >
        <TextArea
          value={text}
          rows={2}
          autoFocus
          onChange={(event) => {
            setText(event.target.value)
            setProblem(null)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text === '') onClose()
          }}
        />
      </Field>
      <div className="mt-2 flex gap-2">
        <Button type="submit" busy={busy} busyLabel="Sending">
          {action}
        </Button>
        <Button variant="plain" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
