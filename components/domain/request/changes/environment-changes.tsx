'use client'

import { useMemo } from 'react'
import { Section } from '#components/ui/sheet.tsx'
import type { RequestView } from '#server/requests/views.ts'
import { counted } from '../data/when.ts'
import { ThreadsAt } from '../threads/threads-at.tsx'
import { compareDocuments, type PlaceChange } from './compare-documents.ts'

interface BothProps {
  readonly before: RequestView
  readonly after: RequestView
}

/** What was typed differently, place by place, both values beside each other. */
export function EnvironmentChanges({ before, after }: BothProps) {
  const changes = useMemo(() => compareDocuments(before, after), [before, after])
  return (
    <Section title="What was entered" id="entered" end={counted(changes.length, 'difference')}>
      {changes.length === 0 ? (
        <p className="text-ink-2">The same in every field.</p>
      ) : (
        <ul>
          {changes.map((change) => (
            <PlaceRow key={`${change.path} ${change.kind}`} change={change} />
          ))}
        </ul>
      )}
    </Section>
  )
}

const WORDS: Readonly<Record<PlaceChange['kind'], string>> = { added: 'new', removed: 'gone', changed: 'changed' }

function PlaceRow({ change: { path, name, kind, before, after } }: { readonly change: PlaceChange }) {
  return (
    <li data-difference tabIndex={-1} className="border-rule border-t py-2.5 first:border-t-0 first:pt-0">
      <h3 className="flex flex-wrap items-baseline gap-x-2.5 [overflow-wrap:anywhere]">
        {name} <span className="font-normal text-ink-3 text-sm">{WORDS[kind]}</span>
      </h3>
      <div className="mt-1 grid gap-x-4 gap-y-1 [overflow-wrap:anywhere] sm:grid-cols-2">
        <p>
          <span className="sr-only">Before: </span>
          {kind === 'added' ? (
            <span className="text-ink-3">not there</span>
          ) : (
            <del className="bg-del-wash">{before}</del>
          )}
        </p>
        <p>
          <span className="sr-only">Now: </span>
          {kind === 'removed' ? (
            <span className="text-ink-3">not there</span>
          ) : (
            <ins className="bg-add-wash no-underline">{after}</ins>
          )}
        </p>
      </div>
      {kind === 'removed' || path.startsWith('/case') ? null : (
        <ThreadsAt place={{ kind: 'field', path }} what={name} />
      )}
    </li>
  )
}
