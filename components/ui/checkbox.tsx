'use client'

import { type ComponentProps, type ReactNode, useId } from 'react'
import { cn } from './class-names.ts'

interface CheckProps extends Omit<ComponentProps<'input'>, 'type' | 'children'> {
  readonly label: ReactNode
  readonly description?: ReactNode
}

const rowStyle = 'flex min-h-6 cursor-pointer items-start gap-2.5 max-sm:min-h-11 max-sm:py-2'

export function Checkbox({ label, description, className, ...rest }: CheckProps) {
  const descriptionId = useId()
  const described = [rest['aria-describedby'], description ? descriptionId : null].filter(Boolean).join(' ')
  return (
    <label className={cn(rowStyle, rest.disabled && 'cursor-not-allowed text-ink-3', className)}>
      <input
        {...rest}
        type="checkbox"
        aria-describedby={described || undefined}
        className="mt-px size-[18px] shrink-0 cursor-pointer accent-accent"
      />
      <span>
        {label}
        {description ? (
          <span id={descriptionId} className="block text-ink-3 text-sm">
            {description}
          </span>
        ) : null}
      </span>
    </label>
  )
}

/** On or off, at once; for a setting, not for a form that is sent later. */
export function Switch({ label, description, className, ...rest }: CheckProps) {
  const descriptionId = useId()
  return (
    <label className={cn(rowStyle, className)}>
      <input
        {...rest}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox carries the state itself
        role="switch"
        aria-describedby={description ? descriptionId : undefined}
        className="peer sr-only"
      />
      <span
        aria-hidden="true"
        className="relative mt-px h-[18px] w-8 shrink-0 rounded border border-rule-2 bg-sunk transition-colors after:absolute after:top-px after:left-px after:size-3.5 after:rounded-[2px] after:bg-ink-3 after:transition-transform peer-checked:border-accent peer-checked:bg-accent peer-checked:after:translate-x-[14px] peer-checked:after:bg-on-accent forced-colors:after:bg-[ButtonText] forced-colors:peer-checked:bg-[Highlight] peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-focus-visible:outline-offset-2"
      />
      <span>
        {label}
        {description ? (
          <span id={descriptionId} className="block text-ink-3 text-sm">
            {description}
          </span>
        ) : null}
      </span>
    </label>
  )
}
