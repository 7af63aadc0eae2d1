'use client'

import { CopyButton } from '#components/ui/copy-button.tsx'
import { DigestText } from '#components/ui/digest.tsx'
import { type KeyValue, KeyValues } from '#components/ui/key-values.tsx'
import { Link } from '#components/ui/link.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Time } from '#components/ui/time.tsx'
import { auditKindWords } from '#core/audit/kinds.ts'
import type { AuditEventView } from '#server/audit/views.ts'
import { eventFacts, type Fact } from './event-facts.ts'

/** All that the log says of one event, with ways to its object and to related events. */
export function EventDetails({ event }: { readonly event: AuditEventView }) {
  return (
    <>
      <p className="mb-3">{event.summary}</p>
      <KeyValues
        className="grid-cols-[6rem_minmax(0,1fr)] gap-x-3"
        items={[...frame(event), ...eventFacts(event.details).map(factLine), ...proof(event)]}
      />
      <Related event={event} />
    </>
  )
}

function frame({ kind, outcome, actor, at, address, object }: AuditEventView): readonly KeyValue[] {
  return [
    { key: 'What', value: auditKindWords(kind).title },
    {
      key: 'Outcome',
      value:
        outcome === 'done' ? (
          'done'
        ) : (
          <StatusMark icon="rejected" tone="err">
            refused
          </StatusMark>
        ),
    },
    { key: 'Who', value: actor?.name ?? 'nobody signed in' },
    {
      key: 'When',
      value: (
        <>
          <Time value={at} show="date" year />, <Time value={at} show="clock with seconds" />
          <span className="block text-ink-3">{at}</span>
        </>
      ),
    },
    ...(address ? [{ key: 'Address', value: <code>{address}</code> }] : []),
    ...(object ? [{ key: 'Object', value: <ObjectName object={object} /> }] : []),
  ]
}

function ObjectName({ object }: { readonly object: NonNullable<AuditEventView['object']> }) {
  if (object.type === 'request') return <Link href={`/requests/${object.id}`}>{object.id}</Link>
  return (
    <>
      {object.type} <code>{object.id}</code>
    </>
  )
}

function factLine(fact: Fact): KeyValue {
  const key = fact.key.charAt(0).toUpperCase() + fact.key.slice(1)
  switch (fact.kind) {
    case 'text':
      return { key, value: fact.text }
    case 'instant':
      return { key, value: <Time value={fact.at} year /> }
    case 'digest':
      return { key, value: <Digest digest={fact.digest} what={fact.key} /> }
  }
}

function proof({ seq, kind, leaf }: AuditEventView): readonly KeyValue[] {
  return [
    { key: 'Event kind', value: <code>{kind}</code> },
    { key: 'Event number', value: seq.toLocaleString('en') },
    { key: 'Leaf hash', value: <Digest digest={leaf} what="leaf hash" /> },
  ]
}

function Digest({ digest, what }: { readonly digest: string; readonly what: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span title={digest} className="whitespace-nowrap">
        <DigestText digest={digest} short />
      </span>
      <CopyButton text={digest} what={what} className="-my-1.5 -ml-2" />
    </span>
  )
}

/** Ways to other events: of the same object, of the same person, and to this one by its address. */
function Related({ event: { object, actor, seq } }: { readonly event: AuditEventView }) {
  const address = (name: string, value: string) => `/audit?${new URLSearchParams({ [name]: value })}`
  return (
    <ul className="mt-4 text-sm *:py-[3px] max-sm:*:py-2.5">
      {object ? (
        <li>
          <Link href={address('object', `${object.type}:${object.id}`)}>
            {object.type === 'request' ? `All events of ${object.id}` : `All events of this ${object.type}`}
          </Link>
        </li>
      ) : null}
      {actor ? (
        <li>
          <Link href={address('actor', actor.id)}>All events by {actor.name}</Link>
        </li>
      ) : null}
      <li>
        <Link href={`/audit?before=${seq + 1}&event=${seq}`}>Address of this event</Link>
      </li>
    </ul>
  )
}
