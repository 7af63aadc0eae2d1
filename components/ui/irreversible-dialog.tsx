'use client'

import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Field } from './field.tsx'
import { Notice } from './notice.tsx'
import { TextArea } from './text-area.tsx'
import { TextInput } from './text-input.tsx'

interface IrreversibleDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** The question: `Delete draft MG-0044?` */
  readonly title: string
  /** What ends or is lost, one sentence each. */
  readonly ends: readonly ReactNode[]
  /** What stays. */
  readonly stays: readonly ReactNode[]
  /** Asks for a reason, e.g. `Reason, for the audit trail`. */
  readonly reasonLabel?: string
  /** The person types this id before the button opens. */
  readonly typeToConfirm?: string
  /** `Keep the draft` */
  readonly safeLabel: string
  /** `Delete the draft` */
  readonly actionLabel: string
  readonly busy?: boolean
  /** Why the last try was refused. */
  readonly error?: string | null
  readonly onConfirm: (reason: string) => void
}

/** For what nobody can undo: says what ends and what stays, then asks for a reason and the id. The safe button comes first. */
export function IrreversibleDialog(props: IrreversibleDialogProps) {
  const { open, onOpenChange, title, busy = false } = props
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} busy={busy}>
      <Body {...props} busy={busy} />
    </Dialog>
  )
}

function Body({
  ends,
  stays,
  reasonLabel,
  typeToConfirm,
  safeLabel,
  actionLabel,
  busy,
  error,
  onConfirm,
  onOpenChange,
}: IrreversibleDialogProps & { readonly busy: boolean }) {
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const missingId = useId()
  const missing = whatIsMissing({ reasonLabel, reason, typeToConfirm, typed })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing && !busy) onConfirm(reason.trim())
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <List title="This ends" items={ends} />
      <List title="This stays" items={stays} />
      {reasonLabel ? (
        <Field label={reasonLabel} required counter={{ count: reason.length, max: 1000 }}>
          <TextArea rows={2} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
        </Field>
      ) : null}
      {typeToConfirm ? (
        <Field
          label={
            <>
              Type <code>{typeToConfirm}</code> to confirm
            </>
          }
          required
        >
          <TextInput mono autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      ) : null}
      {error ? (
        <Notice kind="error" live>
          {error}
        </Notice>
      ) : null}
      <p id={missingId} className="min-h-[1.125rem] text-right text-ink-3 text-sm">
        {missing}
      </p>
      <div className="flex flex-wrap justify-end gap-2 max-sm:*:flex-1">
        <Button onClick={() => onOpenChange(false)} blocked={busy ? 'The request runs.' : null} reason="hidden">
          {safeLabel}
        </Button>
        <Button type="submit" variant="danger" busy={busy} blocked={missing} reason="hidden">
          {actionLabel}
        </Button>
      </div>
    </form>
  )
}

function List({ title, items }: { readonly title: string; readonly items: readonly ReactNode[] }) {
  if (items.length === 0) return null
  return (
    <div>
      <p className="font-medium text-sm">{title}</p>
      <ul className="mt-1 grid list-disc gap-0.5 pl-[18px]">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of sentences
          <li key={index}>{item}</li>
        ))}
      </ul>
    </div>
  )
}

function whatIsMissing(form: {
  readonly reasonLabel: string | undefined
  readonly reason: string
  readonly typeToConfirm: string | undefined
  readonly typed: string
}): string | null {
  if (form.reasonLabel && form.reason.trim().length < 3) return 'A reason is missing.'
  if (form.typeToConfirm && form.typed.trim() !== form.typeToConfirm) return `${form.typeToConfirm} is not typed yet.`
  return null
}
