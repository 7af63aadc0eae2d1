'use client'

import { type ReactNode, useId } from 'react'
import { cn } from './class-names.ts'
import { controlStyle, useFieldControl } from './field-context.ts'

export interface Choice<T extends string> {
  readonly value: T
  readonly label: ReactNode
  readonly description?: ReactNode
}

interface ChoiceProps<T extends string> {
  /** The question; read aloud before the options. */
  readonly label: ReactNode
  readonly labelHidden?: boolean
  readonly value: T | null
  readonly options: readonly Choice<T>[]
  readonly onChange: (value: T) => void
  readonly readOnly?: boolean
  readonly className?: string
}

/** One of few, each with room for a sentence. */
export function RadioGroup<T extends string>({
  label,
  labelHidden = false,
  value,
  options,
  onChange,
  readOnly = false,
  className,
}: ChoiceProps<T>) {
  const name = useId()
  const { tone, props } = useFieldControl({})
  return (
    <fieldset className={className} aria-describedby={props['aria-describedby']} disabled={readOnly}>
      <legend className={cn('mb-1 font-medium text-sm', labelHidden && 'sr-only')}>{label}</legend>
      <div className={cn('grid gap-2', tone !== 'plain' && cn(controlStyle(tone), 'py-2'))}>
        {options.map((option) => (
          <label key={option.value} className="flex min-h-6 cursor-pointer items-start gap-2.5 max-sm:min-h-11">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="mt-px size-[18px] shrink-0 cursor-pointer accent-accent"
            />
            <span>
              {option.label}
              {option.description ? <span className="block text-ink-3 text-sm">{option.description}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** One of few short words in a row; a radio group for keyboard and ears. */
export function SegmentedChoice<T extends string>({
  label,
  labelHidden = true,
  value,
  options,
  onChange,
  readOnly = false,
  className,
}: ChoiceProps<T>) {
  const name = useId()
  const { props } = useFieldControl({})
  return (
    <fieldset className={className} aria-describedby={props['aria-describedby']} disabled={readOnly}>
      <legend className={cn('mb-1 font-medium text-sm', labelHidden && 'sr-only')}>{label}</legend>
      <div className="inline-flex max-w-full flex-wrap rounded border border-rule-2 bg-sheet">
        {options.map((option) => (
          <label key={option.value} className="relative border-rule-2 border-l first:border-l-0">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="peer absolute inset-0 cursor-pointer opacity-0"
            />
            <span className="pointer-events-none flex min-h-[26px] items-center gap-1.5 px-[11px] py-1 text-ink-2 text-sm transition-colors peer-checked:bg-ink peer-checked:text-sheet forced-colors:peer-checked:bg-[Highlight] forced-colors:peer-checked:text-[HighlightText] forced-colors:peer-checked:forced-color-adjust-none peer-hover:text-ink peer-checked:peer-hover:text-sheet peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2 max-sm:min-h-[42px] max-sm:px-3.5">
              {option.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
