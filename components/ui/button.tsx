'use client'

import { type ComponentProps, type MouseEvent, useId } from 'react'
import { type ButtonLook, buttonStyle } from './button-style.ts'
import { cn } from './class-names.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.tsx'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'>, ButtonLook {
  readonly icon?: IconName | undefined
  readonly iconAfter?: IconName | undefined
  /** Why it does nothing now. The button stays focusable and the reason stands beside it. */
  readonly blocked?: string | null | undefined
  /** `hidden`: the page already shows the reason nearby; screen readers still hear it. */
  readonly reason?: 'beside' | 'hidden'
  /** The action runs; further clicks do nothing. */
  readonly busy?: boolean
  readonly busyLabel?: string
}

export function Button({
  variant = 'normal',
  size = 'normal',
  wide = false,
  icon,
  iconAfter,
  blocked,
  reason = 'beside',
  busy = false,
  busyLabel,
  className,
  children,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const inert = Boolean(blocked) || busy
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (inert) event.preventDefault()
    else onClick?.(event)
  }
  const described = [rest['aria-describedby'], blocked ? reasonId : undefined].filter(Boolean).join(' ') || undefined
  return (
    <>
      <button
        {...rest}
        type={type}
        aria-disabled={inert || undefined}
        aria-busy={busy || undefined}
        aria-describedby={described}
        onClick={handleClick}
        className={cn(
          buttonStyle({ variant, size, wide, blocked: Boolean(blocked) }),
          busy && 'cursor-progress',
          className,
        )}
      >
        {busy ? <BusyMark /> : blocked ? <Icon name="lock" /> : icon ? <Icon name={icon} /> : null}
        {busy && busyLabel ? busyLabel : children}
        {iconAfter ? <Icon name={iconAfter} /> : null}
      </button>
      {blocked ? (
        <span id={reasonId} className={reason === 'hidden' ? 'sr-only' : 'self-center text-ink-3 text-sm'}>
          {blocked}
        </span>
      ) : null}
    </>
  )
}

function BusyMark() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 shrink-0 animate-turn fill-none stroke-current">
      <circle cx="8" cy="8" r="6" strokeWidth="1.6" opacity=".3" />
      <path d="M8 2a6 6 0 0 1 6 6" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'disabled'> {
  readonly icon: IconName
  /** Read aloud, and shown as the tooltip. */
  readonly label: string
}

/** A square button whose meaning the neighbourhood makes plain (close, remove a row). */
export function IconButton({ icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={cn(
        'relative grid size-8 shrink-0 cursor-pointer place-items-center rounded border border-transparent text-ink-2 transition-colors hover:border-rule hover:bg-sunk hover:text-ink',
        'max-sm:size-9 max-sm:after:absolute max-sm:after:-inset-1 aria-disabled:cursor-not-allowed aria-disabled:text-ink-3',
        className,
      )}
    >
      <Icon name={icon} />
    </button>
  )
}
