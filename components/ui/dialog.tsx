'use client'

import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { cn } from './class-names.ts'
import { useReturnFocus } from './use-return-focus.ts'

interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: ReactNode
  readonly description?: ReactNode
  readonly children?: ReactNode
  /** Buttons, the safe one first. */
  readonly footer?: ReactNode
  readonly wide?: boolean
  /** Work is under way: Escape and a click outside do nothing. */
  readonly busy?: boolean
}

/** A question in front of the page. Focus moves in, stays in, and goes back. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  wide = false,
  busy = false,
}: DialogProps) {
  const focus = useReturnFocus()
  const hold = (event: Event) => {
    if (busy) event.preventDefault()
  }
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Radix.Content
          {...focus}
          onEscapeKeyDown={hold}
          onInteractOutside={hold}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fixed top-[12vh] left-1/2 z-40 flex max-h-[80vh] w-[calc(100vw-2rem)] -translate-x-1/2 animate-appear flex-col rounded border border-rule-2 bg-raised shadow-float focus:outline-none',
            'max-sm:top-auto max-sm:bottom-0 max-sm:max-h-[92vh] max-sm:w-full max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0 max-sm:pb-[env(safe-area-inset-bottom)]',
            wide ? 'sm:max-w-3xl' : 'sm:max-w-[30rem]',
          )}
        >
          <Radix.Title className="px-[22px] pt-5 pr-14 text-lg max-sm:px-4">{title}</Radix.Title>
          <div className="min-h-0 overflow-y-auto px-[22px] pt-1.5 pb-5 max-sm:px-4">
            {description ? (
              <Radix.Description asChild>
                <div className="text-ink-2">{description}</div>
              </Radix.Description>
            ) : null}
            {children}
          </div>
          {footer ? (
            <div className="flex flex-wrap items-center justify-end gap-2 border-rule border-t px-[22px] py-3.5 max-sm:px-4 max-sm:*:[button]:flex-1">
              {footer}
            </div>
          ) : null}
          {/* Last, so that the first field or the safe button has the focus when the dialog opens. */}
          <Radix.Close asChild>
            <IconButton
              icon="close"
              label="Close"
              className="absolute top-4 right-3.5"
              aria-disabled={busy || undefined}
            />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
