import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentActor } from '#server/auth/current-actor.ts'
import { isAllowed } from '#server/permissions/permissions.ts'
import { NewRequest } from './_components/new-request.tsx'

export const metadata: Metadata = { title: 'New request' }

export default async function NewRequestPage() {
  const actor = await currentActor()
  if (!actor || !isAllowed(actor, 'requests.create', 'own')) notFound()
  return <NewRequest />
}
