'use client'

import type { ReactNode } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { type FieldMessage, FieldMessages } from '#components/ui/field.tsx'

interface GroupProps {
  /** Id of the place, for "Go to field". */
  readonly id: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly messages?: readonly FieldMessage[]
  readonly labelHidden?: boolean | undefined
  readonly end?: ReactNode
  readonly children: ReactNode
  readonly className?: string | undefined
}

/** Several controls under one label, with the findings of their common place. */
export function Group({ id, label, hint, messages = [], labelHidden, end, children, className }: GroupProps) {
  const described = [hint ? `${id}-hint` : null, messages.length > 0 ? `${id}-said` : null].filter(Boolean).join(' ')
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={described || undefined} className={cn('min-w-0', className)}>
      <legend
        className={cn('float-left mb-1 flex w-full items-baseline gap-2 font-medium text-sm', labelHidden && 'sr-only')}
      >
        {label}
        {end ? <span className="ml-auto font-normal text-ink-3">{end}</span> : null}
      </legend>
      <div className="clear-both">{children}</div>
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-ink-3 text-sm">
          {hint}
        </p>
      ) : null}
      {messages.length > 0 ? <FieldMessages id={`${id}-said`} messages={messages} /> : null}
    </fieldset>
  )
}
