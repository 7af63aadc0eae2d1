'use client'

import { useTimeZone, ZoneName } from '#components/ui/time.tsx'
import type { AuditEventView } from '#server/audit/views.ts'
import { type AuditQuery, writeAuditQuery } from './audit-query.ts'
import { eventDays } from './event-days.ts'
import { EventRow } from './event-row.tsx'

interface EventListProps {
  readonly events: readonly AuditEventView[]
  readonly query: AuditQuery
  readonly onShow: (seq: number) => void
}

/** Events under the day they happened on, newest first. */
export function EventList({ events, query, onShow }: EventListProps) {
  const zone = useTimeZone()
  const newest = events[0]?.seq
  const shownAs = (seq: number) => {
    if (query.event === seq) return 'asked'
    return query.event === null && seq === newest ? 'first' : null
  }
  return eventDays(events, zone).map(({ day, events: ofDay }, index) => (
    <section key={`${day}-${ofDay[0]?.seq}`} aria-label={day}>
      <h2 className="flex items-baseline gap-3 border-rule-2 border-b px-6 pt-4 pb-1.5 text-[0.9375rem] max-sm:px-4">
        {day}
        {index === 0 ? (
          <span className="font-normal text-ink-3 text-sm">
            times are <ZoneName />
          </span>
        ) : null}
      </h2>
      <ul>
        {ofDay.map((event) => (
          <EventRow
            key={event.seq}
            event={event}
            shown={shownAs(event.seq)}
            href={`/audit${writeAuditQuery({ ...query, event: event.seq })}`}
            onShow={() => onShow(event.seq)}
          />
        ))}
      </ul>
    </section>
  ))
}
