'use client'

import { useSyncExternalStore } from 'react'

const NAME = 'mim-gmsa.single-keys'
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

const read = (): boolean => {
  try {
    return localStorage.getItem(NAME) !== 'off'
  } catch {
    return true // the browser keeps nothing for this page
  }
}

/** Whether single letters are shortcuts: on until the person switches them off in this browser. */
export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, read, () => true)

export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(NAME, on ? 'on' : 'off')
  } catch {
    // it then holds until the next page
  }
  for (const listener of listeners) listener()
}
