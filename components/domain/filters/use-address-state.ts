'use client'

import { useSearchParams } from 'next/navigation'

interface AddressFormat<T> {
  readonly parse: (read: (name: string) => string | null) => T
  /** `?…`, or empty. */
  readonly write: (state: T) => string
}

/** `push` for a step that Back should undo, `replace` for what changes while somebody types. */
export type PutState<T> = (next: T, how?: 'push' | 'replace') => void

/** State that lives in the search part of the address: it survives a reload, and a link shows the same to somebody else. */
export function useAddressState<T>({ parse, write }: AddressFormat<T>): readonly [T, PutState<T>] {
  const params = useSearchParams()
  const put: PutState<T> = (next, how = 'push') => {
    const address = `${window.location.pathname}${write(next)}`
    if (how === 'push') window.history.pushState(null, '', address)
    else window.history.replaceState(null, '', address)
  }
  return [parse((name) => params.get(name)), put]
}
