'use client'

import { Time } from '#components/ui/time.tsx'
import type { RequestSummary } from '#server/requests/views.ts'

/** When the window opens, by the clock of the place. */
export function WindowCell({ window }: { readonly window: RequestSummary['window'] }) {
  if (!window) return <span className="text-ink-3">not set</span>
  return <Time value={window.notBefore} zoneLabel={window.timeZone} />
}
