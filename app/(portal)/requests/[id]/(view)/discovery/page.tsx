import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { DiscoveryTab } from '#components/domain/request/discovery/discovery-tab.tsx'

export const metadata: Metadata = { title: 'Discovery' }

export default async function RequestDiscoveryPage() {
  await pageActor('/requests/[id]/discovery')
  return <DiscoveryTab />
}
