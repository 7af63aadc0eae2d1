'use client'

import { useEffect, useEffectEvent } from 'react'
import { useSingleKeys } from '#components/shell/single-keys.ts'

const isBusy = (target: EventTarget | null): boolean =>
  (target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable], [role="menu"] *')) ||
  document.querySelector('[role="dialog"]') !== null

/** Single letters of a page, unless somebody types, a dialog is open, or the person has switched single letters off. */
export function usePageKeys(keys: Readonly<Record<string, () => void>>): void {
  const on = useSingleKeys()
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    // AltGr writes brackets on many keyboards, and looks like Ctrl with Alt.
    const withModifier = !event.getModifierState('AltGraph') && (event.ctrlKey || event.metaKey || event.altKey)
    if (!on || !action || withModifier || event.defaultPrevented || isBusy(event.target)) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
