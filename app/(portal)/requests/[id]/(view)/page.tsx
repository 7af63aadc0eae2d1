import { Overview } from '#components/domain/request/overview/overview.tsx'

export default function RequestOverviewPage() {
  return <Overview />
}
