'use client'

import type { MergeUnknown } from '#core/discovery/merge-result.ts'
import type { Environment } from '#core/environment/environment.ts'
import { sourceWords } from './source-words.ts'
import { discoveryPlace } from './words.ts'

interface UnknownListProps {
  readonly unknowns: readonly MergeUnknown[]
  readonly environment: Environment
}

/** What no file could tell: why, and what to do. It stays as it is in the form. */
export function UnknownList({ unknowns, environment }: UnknownListProps) {
  return (
    <ul className="text-sm">
      {unknowns.map(({ key, path, reason, source }) => (
        <li key={`${key} ${source.sha256}`} className="border-rule border-t py-1.5 first:border-t-0">
          <b className="[overflow-wrap:anywhere]">{discoveryPlace(environment, path)}</b>{' '}
          <span className="text-ink-3">{sourceWords([source])}</span>
          <p className="text-ink-2 [overflow-wrap:anywhere]">
            {reason}{' '}
            {source.elevated
              ? 'Fill it in by hand.'
              : 'Run the script again in an elevated console, or fill it in by hand.'}
          </p>
        </li>
      ))}
    </ul>
  )
}
