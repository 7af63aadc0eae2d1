'use client'

import { useState } from 'react'
import { sourceWords } from '#components/domain/discovery/source-words.ts'
import { discoveryPlace, discoveryValue } from '#components/domain/discovery/words.ts'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import type { DriftItem } from '#core/discovery/drift-report.ts'
import type { Environment } from '#core/environment/environment.ts'
import { useRequest } from '../data/request-provider.tsx'
import { DriftMark } from './drift-mark.tsx'

const SHOWN = 100

interface DriftItemsProps {
  readonly items: readonly DriftItem[]
  readonly environment: Environment
}

/** Approved and found side by side, what it means, and the steps that it touches; the gravest first. */
export function DriftItems({ items, environment }: DriftItemsProps) {
  const [limit, setLimit] = useState(SHOWN)
  return (
    <>
      <ul className="mt-2">
        {items.slice(0, limit).map((item) => (
          <DriftRow
            key={`${item.path} ${item.entry} ${JSON.stringify(item.found)}`}
            item={item}
            environment={environment}
          />
        ))}
      </ul>
      {items.length > limit ? (
        <Button size="small" onClick={() => setLimit(limit + SHOWN)}>
          Show {Math.min(SHOWN, items.length - limit)} more
        </Button>
      ) : null}
    </>
  )
}

function DriftRow({ item, environment }: { readonly item: DriftItem; readonly environment: Environment }) {
  const { severity, path, entry, approved, found, meaning, steps, sources } = item
  const place = discoveryPlace(environment, path)
  return (
    <li data-nav-row tabIndex={-1} className="border-rule border-t py-3 first:border-t-0">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <DriftMark severity={severity} />
        <b className="[overflow-wrap:anywhere]">{entry === null ? place : `${entry}, ${place}`}</b>
      </p>
      <dl className="mt-1 grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2">
        <div>
          <dt className="text-ink-3">Approved</dt>
          <dd className="[overflow-wrap:anywhere]">{approved === null ? 'nothing' : discoveryValue(approved)}</dd>
        </div>
        <div>
          <dt className="text-ink-3">Found by {sourceWords(sources)}</dt>
          <dd className="[overflow-wrap:anywhere]">{found === null ? 'not there' : discoveryValue(found)}</dd>
        </div>
      </dl>
      <p className="mt-1 text-ink-2 text-sm">
        {meaning} <Steps steps={steps} />
      </p>
    </li>
  )
}

function Steps({ steps }: { readonly steps: readonly string[] }) {
  const { href } = useRequest()
  if (steps.length === 0) return null
  return (
    <>
      Steps:{' '}
      <Link href={href('/plan')} look="quiet">
        {steps.join(', ')}
      </Link>
    </>
  )
}
