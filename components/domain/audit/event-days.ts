import { momentIn } from '#components/ui/time-words.ts'
import type { AuditEventView } from '#server/audit/views.ts'

export interface EventDay {
  /** `Mon 23 Nov 2026` */
  readonly day: string
  readonly events: readonly AuditEventView[]
}

/** Events in their order, cut where the calendar day of the zone changes. */
export function eventDays(events: readonly AuditEventView[], zone: string): readonly EventDay[] {
  const days: { day: string; events: AuditEventView[] }[] = []
  for (const event of events) {
    const { day } = momentIn(new Date(event.at), zone)
    const last = days.at(-1)
    if (last?.day === day) last.events.push(event)
    else days.push({ day, events: [event] })
  }
  return days
}

/** A sentence with the actor's name apart, so that it can be set in bold; no name when the sentence starts otherwise. */
export function sentenceParts({ actor, summary }: Pick<AuditEventView, 'actor' | 'summary'>): {
  readonly name: string
  readonly rest: string
} {
  const name = actor?.name ?? ''
  if (name === '' || !summary.startsWith(`${name} `)) return { name: '', rest: summary }
  return { name, rest: summary.slice(name.length) }
}
