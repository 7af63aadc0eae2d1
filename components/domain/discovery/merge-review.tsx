'use client'

import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Merge } from '#core/discovery/merge-result.ts'
import { ChangeList } from './change-list.tsx'
import { ConflictList } from './conflict-list.tsx'
import { UnknownList } from './unknown-list.tsx'

interface MergeReviewProps {
  readonly merge: Merge
  readonly onChoose: (choices: Readonly<Record<string, string>>) => void
}

/** What the files would bring: questions first, then what comes by itself, then what stays open. */
export function MergeReview({ merge, onChoose }: MergeReviewProps) {
  const { changes, conflicts, unknowns, setAside, environment } = merge
  const added = changes.filter(({ kind }) => kind === 'added')
  const changed = changes.filter(({ kind }) => kind === 'changed')
  return (
    <div className="mt-4 grid gap-4">
      <p aria-live="polite">
        <b>{added.length}</b> added, <b>{changed.length}</b> changed, <b>{conflicts.length}</b>{' '}
        {conflicts.length === 1 ? 'conflict' : 'conflicts'}, <b>{unknowns.length}</b> still unknown.
        {changes.length + conflicts.length === 0 ? ' The form says what the files say already.' : ''}
      </p>
      {setAside.length > 0 ? (
        <Notice kind="info" title="Without any part of MIM">
          <p className="[overflow-wrap:anywhere]">
            {setAside.map(({ file }) => file.host?.name).join(', ')}: these computers run no part of MIM and no
            database. Nothing is taken over from them.
          </p>
        </Notice>
      ) : null}
      {conflicts.length > 0 ? (
        <ConflictList conflicts={conflicts} environment={environment} onChoose={onChoose} />
      ) : null}
      {changes.length > 0 ? (
        <Disclosure summary={`What comes in: ${changes.length}`} open={conflicts.length === 0}>
          <ChangeList changes={[...changed, ...added]} environment={environment} />
        </Disclosure>
      ) : null}
      {unknowns.length > 0 ? (
        <Disclosure summary={`Still unknown: ${unknowns.length}`}>
          <UnknownList unknowns={unknowns} environment={environment} />
        </Disclosure>
      ) : null}
    </div>
  )
}
