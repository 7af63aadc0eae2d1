import type { Metadata } from 'next'
import { RequestsView } from '#components/domain/requests-list/requests-view.tsx'
import { currentActor } from '#server/auth/current-actor.ts'
import { isAllowed } from '#server/permissions/permissions.ts'

export const metadata: Metadata = { title: 'Requests' }

export default async function RequestsPage() {
  const actor = await currentActor()
  return actor && <RequestsView me={{ id: actor.id, isRequester: isAllowed(actor, 'requests.create', 'own') }} />
}
