'use client'

import { Section } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { AuditEventView } from '#server/audit/views.ts'
import { EventDetails } from './event-details.tsx'

/** The open event, beside the list on wide screens. */
export function EventMargin({
  event,
  pending,
}: {
  readonly event: AuditEventView | undefined
  readonly pending: boolean
}) {
  return (
    <div className="sticky top-(--bar-height) max-h-[calc(100dvh-var(--bar-height))] overflow-y-auto max-md:hidden">
      <Section title={event ? `Event ${event.seq.toLocaleString('en')}` : 'Event'}>
        {event ? (
          <EventDetails event={event} />
        ) : pending ? (
          <Skeleton label="Loading the event" lines={8} />
        ) : (
          <p className="text-ink-2">Choose an event in the list. Its facts, its number and its hash appear here.</p>
        )}
      </Section>
    </div>
  )
}
