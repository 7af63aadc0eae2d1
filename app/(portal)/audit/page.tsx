import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AuditView } from '#components/domain/audit/audit-view.tsx'
import { currentActor } from '#server/auth/current-actor.ts'
import { isAllowed } from '#server/permissions/permissions.ts'

export const metadata: Metadata = { title: 'Audit trail' }

export default async function AuditPage() {
  const actor = await currentActor()
  if (!actor) return null
  if (!isAllowed(actor, 'audit.list', 'other')) notFound()
  return <AuditView />
}
