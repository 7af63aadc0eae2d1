'use client'

import type { ReactNode } from 'react'
import { SegmentedChoice } from '#components/ui/choice.tsx'
import { type FieldMessage, FieldMessages } from '#components/ui/field.tsx'
import { FieldContext } from '#components/ui/field-context.ts'

interface ChoiceFrameProps {
  readonly id: string
  readonly label: string
  readonly hint?: ReactNode
  readonly messages: readonly FieldMessage[]
  readonly labelHidden?: boolean | undefined
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
  readonly children?: ReactNode
  readonly className?: string | undefined
}

/** One of few short words, with hint and findings as a field has them; `children` belong to the chosen word. */
export function ChoiceFrame({ id, hint, messages, labelHidden, children, className, ...choice }: ChoiceFrameProps) {
  const described = [hint ? `${id}-hint` : null, messages.length > 0 ? `${id}-said` : null].filter(Boolean).join(' ')
  const isWrong = messages.some(({ severity }) => severity === 'error')
  const context = {
    controlId: id,
    describedBy: described || undefined,
    tone: isWrong ? 'error' : 'plain',
    required: false,
  } as const
  return (
    <div id={id} tabIndex={-1} className={className}>
      <FieldContext value={context}>
        <SegmentedChoice {...choice} labelHidden={labelHidden ?? false} />
      </FieldContext>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-ink-3 text-sm">
          {hint}
        </p>
      ) : null}
      {messages.length > 0 ? <FieldMessages id={`${id}-said`} messages={messages} /> : null}
    </div>
  )
}
