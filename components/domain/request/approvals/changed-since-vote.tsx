'use client'

import { ButtonLink } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import { shownRevision, voteToRenew } from '../changes/base-revision.ts'
import { useRequest } from '../data/request-provider.tsx'

/** To somebody who decided on an earlier revision: that word counts no more, and this is what became different. */
export function ChangedSinceVote() {
  const { latest, view, href } = useRequest()
  const shown = shownRevision(view)
  const vote = voteToRenew(latest, shown)
  if (!vote) return null
  return (
    <Notice
      kind="warn"
      className="mb-4"
      title={`Changed since you ${vote.decision === 'approve' ? 'approved' : 'rejected'} revision ${vote.revision}`}
      action={<ButtonLink href={href('/changes', { since: String(vote.revision) })}>Show what changed</ButtonLink>}
    >
      That was <Time value={vote.at} />. Revision {shown} needs a decision of its own.
    </Notice>
  )
}
