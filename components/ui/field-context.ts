'use client'

import { createContext, useContext } from 'react'

export type FieldTone = 'plain' | 'warning' | 'error'

interface FieldContextValue {
  readonly controlId: string
  readonly describedBy: string | undefined
  readonly tone: FieldTone
  readonly required: boolean
}

export const FieldContext = createContext<FieldContextValue | null>(null)

/** What a control takes over from the field around it; an own `id` or `aria-describedby` is kept. */
export function useFieldControl(own: { id?: string | undefined; 'aria-describedby'?: string | undefined }) {
  const field = useContext(FieldContext)
  const described = [own['aria-describedby'], field?.describedBy].filter(Boolean).join(' ') || undefined
  return {
    tone: field?.tone ?? 'plain',
    props: {
      id: own.id ?? field?.controlId,
      'aria-describedby': described,
      'aria-invalid': field?.tone === 'error' ? (true as const) : undefined,
      'aria-required': field?.required || undefined,
    },
  }
}

/** Frame of text controls. The stroke at the left says warning or error without colour. */
export const controlStyle = (tone: FieldTone): string =>
  [
    'w-full min-h-[2.125rem] rounded border bg-sheet px-[9px] py-1.5 text-md leading-5 text-ink transition-colors max-sm:min-h-11 max-sm:text-[1rem]',
    'hover:border-ink focus-visible:-outline-offset-1 read-only:bg-sunk aria-disabled:bg-sunk aria-disabled:text-ink-3',
    tone === 'error' && 'border-err shadow-[inset_3px_0_0_var(--color-err)] hover:border-err',
    tone === 'warning' && 'border-warn shadow-[inset_3px_0_0_var(--color-warn)] hover:border-warn',
    tone === 'plain' && 'border-rule-2',
  ]
    .filter(Boolean)
    .join(' ')
