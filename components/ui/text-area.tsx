'use client'

import type { ComponentProps } from 'react'
import { cn } from './class-names.ts'
import { controlStyle, useFieldControl } from './field-context.ts'

/** Grows with its text. */
export function TextArea({
  mono = false,
  rows = 3,
  className,
  ...rest
}: ComponentProps<'textarea'> & { readonly mono?: boolean }) {
  const { tone, props } = useFieldControl(rest)
  return (
    <textarea
      rows={rows}
      {...(mono ? { autoCapitalize: 'off', spellCheck: false } : {})}
      {...rest}
      {...props}
      className={cn(
        controlStyle(tone),
        'field-sizing-content max-h-96 resize-y',
        mono && 'font-mono text-sm',
        className,
      )}
      style={{ minHeight: `calc(${rows} * 1.25rem + 0.875rem)` }}
    />
  )
}
