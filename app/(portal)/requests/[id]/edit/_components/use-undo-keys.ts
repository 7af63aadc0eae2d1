'use client'

import { useEffect, useEffectEvent } from 'react'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="file"])'))

/** Ctrl Z and Ctrl Shift Z (or Ctrl Y) outside of text fields, which have an undo of their own, and of dialogs. */
export function useUndoKeys(handle: { readonly undo: () => void; readonly redo: () => void } | null): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (handle === null || event.defaultPrevented || event.altKey || event.ctrlKey === event.metaKey) return
    if (isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    if (key === 'y' || event.shiftKey) handle.redo()
    else handle.undo()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
