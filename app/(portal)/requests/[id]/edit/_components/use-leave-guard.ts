'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Autosave } from '#components/domain/wizard/model/autosave.ts'
import { isSaved } from '#components/domain/wizard/model/save-state.ts'

/** The page of the portal that a click leads to; null for everything that stays here or opens elsewhere. */
function leavingTo(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (link?.target !== '' || link.hasAttribute('download')) return null
  const { origin, pathname, search, hash } = new URL(link.href, window.location.href)
  if (origin !== window.location.origin || pathname === window.location.pathname) return null
  return `${pathname}${search}${hash}`
}

/** A link away from unsaved changes saves them first; when that fails a person decides. */
export function useLeaveGuard(autosave: Autosave) {
  const router = useRouter()
  const [asked, setAsked] = useState<string | null>(null)
  const click = useEffectEvent((event: MouseEvent) => {
    const href = isSaved(autosave.state()) ? null : leavingTo(event)
    if (href === null) return
    event.preventDefault()
    event.stopPropagation()
    void autosave.flush().then((state) => (isSaved(state) ? router.push(href) : setAsked(href)))
  })
  useEffect(() => {
    const listener = (event: MouseEvent) => click(event)
    // Before the router sees the click.
    window.addEventListener('click', listener, { capture: true })
    return () => window.removeEventListener('click', listener, { capture: true })
  }, [])
  return {
    asked,
    stay: () => setAsked(null),
    leave: () => {
      if (asked !== null) router.push(asked)
    },
  }
}
