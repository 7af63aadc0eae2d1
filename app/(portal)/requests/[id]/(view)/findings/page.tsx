import type { Metadata } from 'next'
import { FindingsTab } from '#components/domain/request/findings/findings-tab.tsx'

export const metadata: Metadata = { title: 'Findings' }

export default function RequestFindingsPage() {
  return <FindingsTab />
}
