import type { Metadata } from 'next'
import { PlanTab } from '#components/domain/request/plan/plan-tab.tsx'

export const metadata: Metadata = { title: 'Plan' }

export default function RequestPlanPage() {
  return <PlanTab />
}
