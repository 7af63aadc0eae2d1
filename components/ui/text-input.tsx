'use client'

import { type ComponentProps, useState } from 'react'
import { cn } from './class-names.ts'
import { controlStyle, useFieldControl } from './field-context.ts'

interface TextInputProps extends ComponentProps<'input'> {
  /** For identifiers: monospaced, and the browser keeps its corrections away. */
  readonly mono?: boolean
}

const AS_TYPED = { autoCapitalize: 'off', autoCorrect: 'off', spellCheck: false } as const

export function TextInput({ mono = false, className, type = 'text', ...rest }: TextInputProps) {
  const { tone, props } = useFieldControl(rest)
  return (
    <input
      type={type}
      {...(mono ? AS_TYPED : {})}
      {...rest}
      {...props}
      className={cn(controlStyle(tone), mono && 'font-mono text-sm leading-5', className)}
    />
  )
}

/** A passphrase that the person can make visible. */
export function PassphraseInput({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  const { tone, props } = useFieldControl(rest)
  const [shown, setShown] = useState(false)
  return (
    <div className="relative">
      <input
        {...AS_TYPED}
        {...rest}
        {...props}
        type={shown ? 'text' : 'password'}
        className={cn(controlStyle(tone), 'pr-16', shown && 'font-mono', className)}
      />
      <button
        type="button"
        aria-label={shown ? 'Hide passphrase' : 'Show passphrase'}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-px right-px min-w-14 cursor-pointer rounded px-2.5 font-medium text-accent text-sm hover:bg-accent-wash focus-visible:-outline-offset-2"
      >
        {shown ? 'Hide' : 'Show'}
      </button>
    </div>
  )
}
