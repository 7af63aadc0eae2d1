import { pageActor } from '#app/page-actor.ts'
import { Overview } from '#components/domain/request/overview/overview.tsx'

export default async function RequestOverviewPage() {
  await pageActor('/requests/[id]')
  return <Overview />
}
