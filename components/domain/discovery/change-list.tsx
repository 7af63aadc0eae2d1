'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { MergeChange } from '#core/discovery/merge-result.ts'
import type { Environment } from '#core/environment/environment.ts'
import { sourceWords } from './source-words.ts'
import { discoveryPlace, discoveryValue } from './words.ts'

const SHOWN = 100

interface ChangeListProps {
  readonly changes: readonly MergeChange[]
  readonly environment: Environment
}

/** What comes into the form, and from where. */
export function ChangeList({ changes, environment }: ChangeListProps) {
  const [limit, setLimit] = useState(SHOWN)
  return (
    <>
      <ul className="text-sm">
        {changes.slice(0, limit).map((change) => (
          <ChangeRow key={change.key} change={change} environment={environment} />
        ))}
      </ul>
      {changes.length > limit ? (
        <Button size="small" onClick={() => setLimit(limit + SHOWN)}>
          Show {Math.min(SHOWN, changes.length - limit)} more
        </Button>
      ) : null}
    </>
  )
}

function ChangeRow({ change, environment }: { readonly change: MergeChange; readonly environment: Environment }) {
  const { path, kind, before, after, sources } = change
  const isEntry = before === undefined
  return (
    <li className="grid gap-x-4 border-rule border-t py-1.5 first:border-t-0 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <span className="font-medium [overflow-wrap:anywhere]">
        {discoveryPlace(environment, path)}
        {isEntry ? <span className="font-normal text-ink-3"> new {entryNoun(path)}</span> : null}
      </span>
      <span className="[overflow-wrap:anywhere]">
        {isEntry
          ? null
          : kind === 'changed'
            ? `${discoveryValue(before)} → ${discoveryValue(after)}`
            : discoveryValue(after)}
      </span>
      <span className="text-ink-3">
        {sources.length === 0 ? 'follows from the domain' : `from ${sourceWords(sources)}`}
      </span>
    </li>
  )
}

const NOUNS: readonly (readonly [RegExp, string])[] = [
  [/^\/servers\/\d+$/, 'server'],
  [/\/installations\/\d+$/, 'part on this server'],
  [/^\/components\/\d+$/, 'service'],
  [/^\/unconverted\/\d+$/, 'part that stays'],
  [/^\/sql\/\d+$/, 'SQL Server'],
  [/^\/sql\/\d+\/databases/, 'database'],
  [/^\/aliases\/\d+$/, 'name'],
  [/\/controllers\/\d+$/, 'domain controller'],
  [/^\/forest\/domains\/\d+$/, 'domain'],
]

const entryNoun = (path: string): string => NOUNS.find(([form]) => form.test(path))?.[1] ?? 'entry'
