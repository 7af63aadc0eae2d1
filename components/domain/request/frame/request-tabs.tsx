'use client'

import { type TabLink, TabLinks } from '#components/ui/tab-links.tsx'
import { hasChanges } from '../changes/base-revision.ts'
import { useRequest } from '../data/request-provider.tsx'
import { groupDigits } from '../data/when.ts'

export function RequestTabs() {
  const { view, href } = useRequest()
  const { generated, seats } = view
  const files = generated?.targets.reduce((total, target) => total + target.files, 0)
  const filled = seats.filter((seat) => seat.filled.length >= seat.required).length
  const items: TabLink[] = [
    { href: href(''), label: 'Overview' },
    { href: href('/findings'), label: 'Findings', count: view.findings.length },
    { href: href('/plan'), label: 'Plan', count: generated && groupDigits(generated.plan.steps.length) },
    { href: href('/files'), label: 'Files', count: files && groupDigits(files) },
    ...(hasChanges(view) ? [{ href: href('/changes'), label: 'Changes' }] : []),
    { href: href('/approvals'), label: 'Approvals', count: seats.length > 0 ? `${filled} of ${seats.length}` : null },
    { href: href('/discovery'), label: 'Discovery' },
    { href: href('/history'), label: 'History' },
  ]
  return <TabLinks label="Request" items={items} />
}
