'use client'

import { Toast } from 'radix-ui'
import { useSyncExternalStore } from 'react'
import { buttonStyle } from './button-style.ts'
import { cn } from './class-names.ts'

interface ToastRequest {
  readonly text: string
  /** What takes it back; the toast then stays longer. Errors are no toasts, they stand where they happened. */
  readonly undo?: { readonly label?: string; readonly onUndo: () => void }
}
interface Shown extends ToastRequest {
  readonly id: number
}

const NONE: readonly Shown[] = []
let shown: readonly Shown[] = NONE
let lastId = 0
const listeners = new Set<() => void>()

function put(next: readonly Shown[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/** Says what was done: `toast({ text: 'Draft MG-0044 deleted.', undo: { onUndo } })`. */
export function toast(request: ToastRequest): void {
  lastId += 1
  put([...shown.slice(-2), { ...request, id: lastId }])
}

const dismiss = (id: number) => put(shown.filter((one) => one.id !== id))
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Stands once in the layout of the whole product. */
export function Toaster() {
  const toasts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => NONE,
  )
  return (
    <Toast.Provider label="Message" swipeDirection="down">
      {toasts.map(({ id, text, undo }) => (
        <Toast.Root
          key={id}
          duration={undo ? 12_000 : 5000}
          onOpenChange={(open) => {
            if (!open) dismiss(id)
          }}
          className="flex min-h-11 animate-rise items-center gap-3 rounded bg-ink py-2 pr-2 pl-3.5 text-sheet shadow-float"
        >
          <Toast.Description className="flex-1">{text}</Toast.Description>
          {undo ? (
            <Toast.Action
              altText={undo.label ?? 'Undo'}
              onClick={undo.onUndo}
              className={cn(
                buttonStyle({ size: 'small' }),
                'border-current bg-transparent text-sheet hover:border-current hover:bg-sheet hover:text-ink',
              )}
            >
              {undo.label ?? 'Undo'}
            </Toast.Action>
          ) : null}
          <Toast.Close
            aria-label="Close this message"
            className="grid size-7 cursor-pointer place-items-center rounded text-sheet hover:bg-ink-2"
          >
            <span aria-hidden="true">×</span>
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className="fixed right-4 bottom-4 z-50 grid w-[26rem] max-w-[calc(100vw-2rem)] gap-2 max-sm:bottom-[calc(4.5rem+env(safe-area-inset-bottom))]" />
    </Toast.Provider>
  )
}
