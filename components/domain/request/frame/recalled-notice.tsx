'use client'

import { Link } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import { useRequest } from '../data/request-provider.tsx'

/** Bundles that were handed out and must not be used any more: said as long as the page exists. */
export function RecalledNotice() {
  const { latest, view } = useRequest()
  const shown = view.generated?.revision ?? view.revision
  const recalled = latest.revisions.find(({ revision, outcome }) => revision === shown && outcome === 'recalled')
  if (!recalled?.recalledAt) return null
  return (
    <Notice
      kind="error"
      className="mb-4"
      title={`The bundles of revision ${shown} are recalled.`}
      action={
        <Link href="/api/recall-list" download="">
          Download the recall list
        </Link>
      }
    >
      Since <Time value={recalled.recalledAt} />,{' '}
      {recalled.recallReason === 'superseded' ? 'because a newer revision is signed' : 'by a decision'}. Do not carry
      out a copy that you have; verifiers and runners refuse it with the recall list.
    </Notice>
  )
}
