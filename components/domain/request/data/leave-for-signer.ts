'use client'

import { useEffect } from 'react'
import type { SignerPage } from '#server/requests/views.ts'

/** The signer's page replaces this one. A ticket travels in the body of a form, never in an address. */
export function openSignerPage({ action, token }: SignerPage): void {
  if (token === null) {
    window.location.assign(action)
    return
  }
  const form = document.createElement('form')
  form.method = 'post'
  form.action = action
  form.hidden = true
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'token'
  field.value = token
  form.append(field)
  document.body.append(form)
  form.submit()
  form.remove()
}

/** The browser's way back shows a page as it was left: a spent ticket, and a button that still turns. Then `reset` is called. */
export function useWayBack(reset: () => void): void {
  useEffect(() => {
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) reset()
    }
    window.addEventListener('pageshow', onShow)
    return () => window.removeEventListener('pageshow', onShow)
  }, [reset])
}
