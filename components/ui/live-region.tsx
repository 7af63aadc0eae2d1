'use client'

import { useSyncExternalStore } from 'react'

let text = ''
const listeners = new Set<() => void>()

/** Says a short sentence to screen readers, e.g. `Copied`. */
export function announce(sentence: string): void {
  // A space more makes an equal sentence new, so that it is read again.
  text = sentence === text ? `${sentence} ` : sentence
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Stands once in the layout of the whole product. */
export function LiveRegion() {
  const spoken = useSyncExternalStore(
    subscribe,
    () => text,
    () => '',
  )
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {spoken}
    </div>
  )
}
