'use client'

import { useId } from 'react'
import { TextInput } from '#components/ui/text-input.tsx'

interface DayFieldProps {
  readonly label: string
  /** `2026-11-23` */
  readonly value: string | null
  readonly min?: string | null
  readonly max?: string | null
  readonly onDay: (day: string | null) => void
}

/** One calendar day, with its label in the same line. */
export function DayField({ label, value, min, max, onDay }: DayFieldProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-1.5 text-sm">
      <label htmlFor={id} className="text-ink-2 max-sm:w-10">
        {label}
        <span className="sr-only"> day</span>
      </label>
      <TextInput
        id={id}
        type="date"
        value={value ?? ''}
        min={min ?? undefined}
        max={max ?? undefined}
        onChange={({ target }) => onDay(target.value || null)}
        className="sm:w-36"
      />
    </div>
  )
}
