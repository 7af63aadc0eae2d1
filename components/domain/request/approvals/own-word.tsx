'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Time } from '#components/ui/time.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { DECISION_LOOK } from './decision-words.ts'

/** What this person said last, while it can still be replaced by another word. */
export function OwnWord() {
  const { view } = useRequest()
  const trpc = useTRPC()
  const { data: me } = useQuery(trpc.session.me.queryOptions())
  const own = view.decisions.find(
    ({ person, counts, decision }) =>
      person.id === me?.id && counts && (decision === 'approve' || decision === 'reject'),
  )
  if (!own) return null
  return (
    <p className="mt-1">
      You {DECISION_LOOK[own.decision].word} it, <Time value={own.at} />. Another word of yours replaces this one; you
      can reject it until it is signed.
    </p>
  )
}
