'use client'

import { type ComponentProps, type KeyboardEvent, useId, useState } from 'react'
import { cn } from './class-names.ts'
import { controlStyle, useFieldControl } from './field-context.ts'

export interface ComboboxOption {
  readonly value: string
  readonly hint?: string
}

interface ComboboxProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'onSelect'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly ComboboxOption[]
  readonly mono?: boolean
}

/** More would be no help to choose from, and slow in a form with many of these. */
const MAX_PROPOSALS = 50

/** Text with proposals below it. Anything may be typed; arrows choose, Enter takes, Escape closes. */
export function Combobox({ value, onChange, options, mono = false, className, ...rest }: ComboboxProps) {
  const listId = useId()
  const { tone, props } = useFieldControl(rest)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const wanted = value.trim().toLowerCase()
  const exact = options.some((option) => option.value.toLowerCase() === wanted)
  const fitting = (exact ? options : options.filter((option) => option.value.toLowerCase().includes(wanted))).slice(
    0,
    MAX_PROPOSALS,
  )
  const shown = open && fitting.length > 0

  const take = (option: ComboboxOption | undefined) => {
    if (option) onChange(option.value)
    setOpen(false)
    setActive(-1)
  }
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive(fitting.length === 0 ? -1 : (active + step + fitting.length) % fitting.length)
    } else if (event.key === 'Enter' && shown && active >= 0) {
      event.preventDefault()
      take(fitting[active])
    } else if (event.key === 'Escape' && shown) {
      event.stopPropagation()
      take(undefined)
    }
  }
  return (
    <div className={cn('relative', className)}>
      <input
        {...rest}
        {...props}
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={listId}
        aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
          setOpen(true)
          setActive(-1)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => take(undefined)}
        onKeyDown={handleKey}
        className={cn(controlStyle(tone), mono && 'font-mono text-sm leading-5')}
      />
      <ul
        id={listId}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the list of a combobox (ARIA 1.2)
        role="listbox"
        aria-label="Proposals"
        hidden={!shown}
        className="absolute z-30 mt-1 max-h-64 w-full overflow-y-auto rounded border border-rule-2 bg-raised py-1 shadow-float"
      >
        {(shown ? fitting : []).map((option, index) => (
          <li
            key={option.value}
            id={`${listId}-${index}`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an option of the list above
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            // The input must keep the focus, or it would close before the click.
            onMouseDown={(event) => {
              event.preventDefault()
              take(option)
            }}
            className="flex min-h-8 cursor-pointer items-center gap-3 px-[9px] py-1 hover:bg-sunk aria-selected:bg-accent-wash aria-selected:shadow-[inset_3px_0_0_var(--color-accent)] max-sm:min-h-11"
          >
            <span className={cn('min-w-0 [overflow-wrap:anywhere]', mono && 'font-mono text-sm')}>{option.value}</span>
            {option.hint ? <span className="ml-auto text-ink-3 text-sm">{option.hint}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
