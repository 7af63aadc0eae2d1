import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { ApprovalsTab } from '#components/domain/request/approvals/approvals-tab.tsx'

export const metadata: Metadata = { title: 'Approvals' }

export default async function RequestApprovalsPage() {
  await pageActor('/requests/[id]/approvals')
  return <ApprovalsTab />
}
