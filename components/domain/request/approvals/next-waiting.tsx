'use client'

import { useQuery } from '@tanstack/react-query'
import { byUrgency } from '#components/domain/home/words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { ButtonLink } from '#components/ui/link.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { nextToDecide } from './next-to-decide.ts'

/** Several requests in one sitting: the way to the next one that waits for this person's decision. */
export function NextWaiting() {
  const { latest } = useRequest()
  const trpc = useTRPC()
  const home = useQuery(trpc.home.view.queryOptions())
  if (!home.data) return null
  const next = nextToDecide(byUrgency(home.data.waiting, new Date(home.dataUpdatedAt)), latest.id)
  if (!next) return null
  return (
    <p className="mt-3">
      <ButtonLink href={`/requests/${next.id}/approvals`} iconAfter="chevronRight">
        Next: {next.id} ({next.position} of {next.total})
      </ButtonLink>
    </p>
  )
}
