import type { Metadata } from 'next'
import { HistoryTab } from '#components/domain/request/history/history-tab.tsx'

export const metadata: Metadata = { title: 'History' }

export default function RequestHistoryPage() {
  return <HistoryTab />
}
