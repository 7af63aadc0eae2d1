import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentActor } from '#server/auth/current-actor.ts'
import { isAllowed } from '#server/permissions/permissions.ts'
import { People } from './_components/people.tsx'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const actor = await currentActor()
  if (!actor || !isAllowed(actor, 'people.list', 'other')) notFound()
  return <People me={actor.id} />
}
