import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { FindingsTab } from '#components/domain/request/findings/findings-tab.tsx'

export const metadata: Metadata = { title: 'Findings' }

export default async function RequestFindingsPage() {
  await pageActor('/requests/[id]/findings')
  return <FindingsTab />
}
