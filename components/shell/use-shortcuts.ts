'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { Role } from '#core/workflow/states.ts'
import { type KeyAction, readKey } from './key-press.ts'
import { pagesFor } from './pages.ts'
import { useSingleKeys } from './single-keys.ts'

const SECOND_KEY_MS = 1500

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="menu"] *')
}

const dialogIsOpen = () => document.querySelector('[role="dialog"]') !== null

/** Moves the focus to the first link of the next or previous row of the page. */
function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('#main tbody tr, #main [data-nav-row]')]
  const links = rows.flatMap((row) => row.querySelector<HTMLElement>('a, button') ?? [])
  const here = links.findIndex((link) => link.closest('tr, [data-nav-row]')?.contains(document.activeElement))
  const next = here === -1 ? (step === 1 ? 0 : links.length - 1) : here + step
  links[next]?.focus()
}

interface Handlers {
  readonly roles: readonly Role[]
  readonly onFind: () => void
  readonly onMap: () => void
}

/** Ctrl K, and the single letters of the keyboard map. */
export function useShortcuts({ roles, onFind, onMap }: Handlers): void {
  const router = useRouter()
  const singleKeys = useSingleKeys()
  const gPressedAt = useRef(Number.NEGATIVE_INFINITY)

  const carryOut = (action: KeyAction) => {
    switch (action.do) {
      case 'find':
        return onFind()
      case 'map':
        return onMap()
      case 'row':
        return moveRow(action.step)
      case 'go': {
        const page = pagesFor(roles).find(({ key }) => key === action.key)
        if (page) router.push(page.href)
      }
    }
  }
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const press = {
      key: event.key,
      ctrl: event.ctrlKey,
      meta: event.metaKey,
      alt: event.altKey,
      typing: isTyping(event.target) || dialogIsOpen(),
    }
    const afterG = event.timeStamp - gPressedAt.current < SECOND_KEY_MS
    const { action, pending } = readKey(press, afterG, singleKeys)
    gPressedAt.current = pending ? event.timeStamp : Number.NEGATIVE_INFINITY
    if (!action) return
    event.preventDefault()
    carryOut(action)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
