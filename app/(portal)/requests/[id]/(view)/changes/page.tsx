import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { ChangesTab } from '#components/domain/request/changes/changes-tab.tsx'

export const metadata: Metadata = { title: 'Changes' }

export default async function RequestChangesPage() {
  await pageActor('/requests/[id]/changes')
  return <ChangesTab />
}
