'use client'

import { ButtonLink } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import { useRequest } from '../data/request-provider.tsx'

/** What approvers asked to change, until the next submission. */
export function ChangeRequests() {
  const { latest } = useRequest()
  const { id, state, changeRequests, rights } = latest
  if (changeRequests.length === 0 || (state !== 'draft' && state !== 'changes requested')) return null
  return (
    <div className="mb-4 grid gap-3">
      {changeRequests.map(({ by, at, reason }, index) => (
        <Notice
          key={at}
          kind="warn"
          title={
            <>
              {by.name} asked for changes, <Time value={at} />
            </>
          }
          action={
            index === 0 && state === 'draft' && rights.edit.state === 'allowed' ? (
              <ButtonLink href={`/requests/${id}/edit`} size="small" icon="edit">
                Open the draft
              </ButtonLink>
            ) : null
          }
        >
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{reason}</p>
        </Notice>
      ))}
    </div>
  )
}
