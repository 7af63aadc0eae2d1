import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { AuditView } from '#components/domain/audit/audit-view.tsx'

export const metadata: Metadata = { title: 'Audit trail' }

export default async function AuditPage() {
  await pageActor('/audit')
  return <AuditView />
}
