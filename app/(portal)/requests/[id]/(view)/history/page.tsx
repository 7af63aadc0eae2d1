import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { HistoryTab } from '#components/domain/request/history/history-tab.tsx'

export const metadata: Metadata = { title: 'History' }

export default async function RequestHistoryPage() {
  await pageActor('/requests/[id]/history')
  return <HistoryTab />
}
