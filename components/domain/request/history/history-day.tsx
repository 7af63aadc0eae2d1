'use client'

import { DigestText } from '#components/ui/digest.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { KeyValues } from '#components/ui/key-values.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Time } from '#components/ui/time.tsx'
import { auditKindWords } from '#core/audit/kinds.ts'
import type { AuditEventView } from '#server/audit/views.ts'

export function HistoryDay({ day, events }: { readonly day: string; readonly events: readonly AuditEventView[] }) {
  return (
    <section aria-label={day} className="mt-4 first:mt-0">
      <h3 className="mb-1 text-ink-3 text-sm">{day}</h3>
      <ol>
        {events.map((event) => (
          <Event key={event.seq} event={event} />
        ))}
      </ol>
    </section>
  )
}

function Event({ event }: { readonly event: AuditEventView }) {
  const { seq, at, kind, outcome, actor, summary, leaf } = event
  return (
    <li data-nav-row className="grid gap-x-4 border-rule border-t py-2.5 sm:grid-cols-[4.5rem_minmax(0,1fr)]">
      <Time value={at} show="clock with seconds" zone={false} className="text-ink-2 tabular-nums" />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2.5">
          <b>{auditKindWords(kind).title}</b>
          <span className="text-ink-3 text-sm">{actor?.name ?? 'the portal itself'}</span>
          {outcome === 'refused' ? (
            <StatusMark icon="rejected" tone="err" className="text-sm">
              refused
            </StatusMark>
          ) : null}
        </p>
        <p className="text-ink-2 [overflow-wrap:anywhere]">{summary}</p>
        <Disclosure look="inline" summary={`Event ${seq}`} className="mt-1 text-sm">
          <KeyValues
            items={[
              { key: 'Kind', value: <code>{kind}</code> },
              ...detailItems(event.details),
              { key: 'Leaf', value: <DigestText digest={leaf} /> },
            ]}
          />
        </Disclosure>
      </div>
    </li>
  )
}

const isDigest = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

const detailItems = (details: AuditEventView['details']) =>
  Object.entries(details).map(([key, value]) => ({
    key,
    value: isDigest(value) ? <DigestText digest={value} /> : typeof value === 'string' ? value : JSON.stringify(value),
  }))
