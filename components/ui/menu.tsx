'use client'

import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './class-names.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.tsx'
import { Link } from './link.tsx'

interface MenuProps {
  /** One button; it gets `aria-haspopup` and `aria-expanded`. */
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly align?: 'start' | 'end'
}

/** A list of actions behind a button. */
export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-40 min-w-52 max-w-80 animate-appear rounded border border-rule-2 bg-raised py-1 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const itemStyle =
  'flex min-h-8 cursor-pointer items-center gap-2.5 px-3 py-1.5 text-ink no-underline outline-none max-sm:min-h-11 data-highlighted:bg-accent-wash data-highlighted:shadow-[inset_3px_0_0_var(--color-accent)]'

interface ItemProps {
  readonly children: ReactNode
  readonly icon?: IconName
  readonly danger?: boolean
  readonly onSelect?: () => void
  readonly href?: string
  /** Why it does nothing now; shown below the word. */
  readonly blocked?: string | null
}

export function MenuItem({ children, icon, danger = false, onSelect, href, blocked }: ItemProps) {
  const content = (
    <>
      {icon || blocked ? <Icon name={blocked ? 'lock' : (icon ?? 'dot')} /> : null}
      <span>
        {children}
        {blocked ? <span className="block text-ink-3 text-sm">{blocked}</span> : null}
      </span>
    </>
  )
  const classes = cn(itemStyle, danger && 'text-err', blocked && 'cursor-not-allowed text-ink-3')
  if (href && !blocked)
    return (
      <DropdownMenu.Item asChild>
        <Link href={href} className={classes}>
          {content}
        </Link>
      </DropdownMenu.Item>
    )
  return (
    <DropdownMenu.Item
      className={classes}
      aria-disabled={blocked ? true : undefined}
      onSelect={(event) => {
        if (blocked) event.preventDefault()
        else onSelect?.()
      }}
    >
      {content}
    </DropdownMenu.Item>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}

/** One of few, with a check at the chosen one. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      <DropdownMenu.Label className="px-3 pt-1.5 pb-1 text-ink-3 text-sm">{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={itemStyle}>
          <span className="grid size-4 place-items-center">
            <DropdownMenu.ItemIndicator>
              <Icon name="done" />
            </DropdownMenu.ItemIndicator>
          </span>
          {option.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}

export function MenuRule() {
  return <DropdownMenu.Separator className="my-1 border-rule border-t" />
}
