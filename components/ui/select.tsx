'use client'

import type { ComponentProps } from 'react'
import { cn } from './class-names.ts'
import { controlStyle, useFieldControl } from './field-context.ts'
import { Icon } from './icon.tsx'

export interface SelectOption {
  readonly value: string
  readonly label: string
}

interface SelectProps extends ComponentProps<'select'> {
  readonly options: readonly SelectOption[]
  /** Shown while nothing is chosen, value is the empty string. */
  readonly placeholder?: string
  readonly mono?: boolean
}

/** The browser's own list: works with every keyboard, screen reader and phone. */
export function Select({ options, placeholder, mono = false, className, ...rest }: SelectProps) {
  const { tone, props } = useFieldControl(rest)
  return (
    <div className={cn('relative', className)}>
      <select
        {...rest}
        {...props}
        className={cn(
          controlStyle(tone),
          'cursor-pointer appearance-none truncate pr-8 read-only:bg-sheet',
          mono && 'font-mono text-sm leading-5',
        )}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-2" />
    </div>
  )
}
