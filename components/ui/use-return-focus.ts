'use client'

import { useRef } from 'react'

/** Where the focus was; for a menu, which is gone by then, the button that opened it. */
function whereFocusWas(): HTMLElement | null {
  const active = document.activeElement
  const menu = active?.closest('[role="menu"]')
  const button = menu && document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
  return button ?? (active instanceof HTMLElement ? active : null)
}

/** For a dialog that is opened by state: Radix gives the focus back only to a trigger of its own. */
export function useReturnFocus() {
  const origin = useRef<HTMLElement | null>(null)
  return {
    onOpenAutoFocus: () => {
      origin.current = whereFocusWas()
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      const target = origin.current?.isConnected ? origin.current : document.getElementById('main')
      target?.focus()
    },
  }
}
