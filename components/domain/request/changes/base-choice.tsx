'use client'

import { useSearchParams } from 'next/navigation'
import { SegmentedChoice } from '#components/ui/choice.tsx'
import { Time } from '#components/ui/time.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { earlierRevisions } from './base-revision.ts'

/** Which revision is compared with; the address keeps it. */
export function BaseChoice({ base, shown }: { readonly base: number; readonly shown: number }) {
  const { latest, href } = useRequest()
  const search = useSearchParams()
  const vote = latest.lastVote
  const options = earlierRevisions(latest, shown).map((revision) => ({
    value: String(revision),
    label: vote?.revision === revision ? `Since my last vote (r${revision})` : `Since revision ${revision}`,
  }))
  const choose = (revision: string) => {
    const file = search.get('file')
    window.history.replaceState(null, '', href('/changes', { since: revision, ...(file ? { file } : {}) }))
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-4 sm:px-6">
      <p className="text-ink-2">
        Revision {shown} against revision {base}.
        {vote?.revision === base ? (
          <>
            {' '}
            You {vote.decision === 'approve' ? 'approved' : 'rejected'} it <Time value={vote.at} />.
          </>
        ) : null}
      </p>
      <SegmentedChoice
        className="ml-auto max-sm:ml-0"
        label="Compare with"
        value={String(base)}
        options={options}
        onChange={choose}
      />
    </div>
  )
}
