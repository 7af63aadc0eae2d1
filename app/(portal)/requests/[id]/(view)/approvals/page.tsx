import type { Metadata } from 'next'
import { ApprovalsTab } from '#components/domain/request/approvals/approvals-tab.tsx'

export const metadata: Metadata = { title: 'Approvals' }

export default function RequestApprovalsPage() {
  return <ApprovalsTab />
}
