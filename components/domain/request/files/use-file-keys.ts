'use client'

import { useEffect, useEffectEvent } from 'react'
import { useSingleKeys } from '#components/shell/single-keys.ts'

const isBusy = (target: EventTarget | null): boolean =>
  (target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')) ||
  document.querySelector('[role="dialog"]') !== null

/** `[` and `]`: previous and next file, unless somebody types or has switched single letters off. */
export function useFileKeys(onMove: (step: 1 | -1) => void): void {
  const on = useSingleKeys()
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const step = event.key === '[' ? -1 : event.key === ']' ? 1 : null
    // AltGr writes brackets on many keyboards, and looks like Ctrl with Alt.
    const altGr = event.getModifierState('AltGraph')
    const withModifier = !altGr && (event.ctrlKey || event.metaKey || event.altKey)
    if (!on || step === null || withModifier || event.defaultPrevented || isBusy(event.target)) return
    event.preventDefault()
    onMove(step)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
