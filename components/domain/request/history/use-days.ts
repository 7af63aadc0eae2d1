'use client'

import { useTimeZone } from '#components/ui/time.tsx'
import { momentIn } from '#components/ui/time-words.ts'
import type { AuditEventView } from '#server/audit/views.ts'

interface Day {
  /** `Sat 28 Nov 2026` on the person's own clock. */
  readonly day: string
  readonly events: readonly AuditEventView[]
}

export function useDays(events: readonly AuditEventView[]): Day[] {
  const zone = useTimeZone()
  const newestFirst = events.toSorted((a, b) => b.seq - a.seq)
  return [...Map.groupBy(newestFirst, ({ at }) => momentIn(new Date(at), zone).day)].map(([day, own]) => ({
    day,
    events: own,
  }))
}
