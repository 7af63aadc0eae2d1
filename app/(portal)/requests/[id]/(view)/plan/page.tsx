import type { Metadata } from 'next'
import { pageActor } from '#app/page-actor.ts'
import { PlanTab } from '#components/domain/request/plan/plan-tab.tsx'

export const metadata: Metadata = { title: 'Plan' }

export default async function RequestPlanPage() {
  await pageActor('/requests/[id]/plan')
  return <PlanTab />
}
