'use client'

import { type ReactNode, useId } from 'react'
import type { Severity } from '#core/findings/finding.ts'
import { Button } from './button.tsx'
import { cn } from './class-names.ts'
import { FieldContext, type FieldTone } from './field-context.ts'
import { SEVERITY_LOOK, SeverityShape } from './severity-mark.tsx'
import { TONE_TEXT } from './tone.ts'

export interface FieldMessage {
  readonly severity: Severity
  readonly ruleId?: string | undefined
  readonly message: ReactNode
  /** A remedy that is certain, e.g. `Use gMSA-SSPRRst`. */
  readonly fix?: { readonly label: string; readonly onFix: () => void } | undefined
}

interface FieldProps {
  readonly label: ReactNode
  readonly children: ReactNode
  readonly hint?: ReactNode
  /** What rules say about this value; the worst one colours the control. */
  readonly messages?: readonly FieldMessage[] | undefined
  /** Short for one message of severity error. */
  readonly error?: string | null | undefined
  readonly counter?: { readonly count: number; readonly max: number } | undefined
  readonly required?: boolean
  readonly optional?: boolean
  /** Small words at the end of the label line, e.g. `proposed`. */
  readonly end?: ReactNode
  readonly labelHidden?: boolean
  /** Id of the control, for links that lead here. */
  readonly id?: string
  readonly className?: string
}

function toneOf(messages: readonly FieldMessage[]): FieldTone {
  if (messages.some(({ severity }) => severity === 'error')) return 'error'
  return messages.some(({ severity }) => severity === 'warning') ? 'warning' : 'plain'
}

/** Label, one control, hint, counter and findings, tied together for eyes and ears. */
export function Field({
  label,
  children,
  hint,
  messages = [],
  error,
  counter,
  required = false,
  optional = false,
  end,
  labelHidden = false,
  id,
  className,
}: FieldProps) {
  const generatedId = useId()
  const controlId = id ?? generatedId
  const all: readonly FieldMessage[] = error ? [{ severity: 'error', message: error }, ...messages] : messages
  const describedBy =
    [hint || counter ? `${controlId}-hint` : null, all.length > 0 ? `${controlId}-said` : null]
      .filter(Boolean)
      .join(' ') || undefined
  return (
    <FieldContext value={{ controlId, describedBy, tone: toneOf(all), required }}>
      <div className={className}>
        <div className={cn('mb-1 flex flex-wrap items-baseline gap-x-2', labelHidden && 'sr-only')}>
          <label htmlFor={controlId} className="block font-medium text-sm">
            {label}
            {optional ? <span className="font-normal text-ink-3"> (optional)</span> : null}
          </label>
          {end ? <span className="ml-auto text-ink-3 text-sm">{end}</span> : null}
        </div>
        {children}
        {hint || counter ? (
          <p id={`${controlId}-hint`} className="mt-1 text-ink-3 text-sm">
            {counter ? <Counter {...counter} /> : null}
            {counter && hint ? ' · ' : null}
            {hint}
          </p>
        ) : null}
        {all.length > 0 ? <FieldMessages id={`${controlId}-said`} messages={all} /> : null}
      </div>
    </FieldContext>
  )
}

function Counter({ count, max }: { readonly count: number; readonly max: number }) {
  return (
    <span className={cn('tabular-nums', count > max && 'font-medium text-err')}>
      {count} of {max} characters
    </span>
  )
}

/** What rules say, with fix buttons; for controls that are not in a Field, such as a checkbox. */
export function FieldMessages({ id, messages }: { readonly id?: string; readonly messages: readonly FieldMessage[] }) {
  return (
    <ul id={id} className="mt-1 grid gap-1">
      {messages.map(({ severity, ruleId, message, fix }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no identity of their own
        <li key={index} className="text-sm">
          <p className={cn('flex gap-1.5', TONE_TEXT[SEVERITY_LOOK[severity].tone])}>
            <SeverityShape severity={severity} className="mt-px" />
            <span>
              <span className="sr-only">{SEVERITY_LOOK[severity].word}: </span>
              {ruleId ? <code className="font-medium">{ruleId}</code> : null}
              {ruleId ? ': ' : null}
              {message}
            </span>
          </p>
          {fix ? (
            <Button size="small" className="mt-1" onClick={fix.onFix}>
              {fix.label}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
