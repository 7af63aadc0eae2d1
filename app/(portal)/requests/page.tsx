import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { RequestsView } from '#components/domain/requests-list/requests-view.tsx'
import { isAllowed } from '#server/permissions/permissions.ts'

export const metadata: Metadata = { title: 'Requests' }

export default async function RequestsPage() {
  const actor = await pageActor('/requests')
  return <RequestsView me={{ id: actor.id, isRequester: isAllowed(actor, 'requests.create', 'own') }} />
}
