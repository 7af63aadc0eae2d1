'use client'

import { type TabLink, TabLinks } from '#components/ui/tab-links.tsx'
import { hasChanges } from '../changes/base-revision.ts'
import { useRequest } from '../data/request-provider.tsx'
import { counted, groupDigits } from '../data/when.ts'
import { openOf, useThreads } from '../threads/use-threads.ts'

export function RequestTabs() {
  const { view, href } = useRequest()
  const open = openOf(useThreads().threads)
  const { generated, seats } = view
  const files = generated?.targets.reduce((total, target) => total + target.files, 0)
  const filled = seats.filter((seat) => seat.filled.length >= seat.required).length
  const items: TabLink[] = [
    { href: href(''), label: 'Overview' },
    { href: href('/findings'), label: 'Findings', count: view.findings.length },
    { href: href('/plan'), label: 'Plan', count: generated && groupDigits(generated.plan.steps.length) },
    { href: href('/files'), label: 'Files', count: files && groupDigits(files) },
    ...(hasChanges(view) ? [{ href: href('/changes'), label: 'Changes' }] : []),
    {
      href: href('/approvals'),
      label: 'Approvals',
      count: approvalsCount(seats.length > 0 ? `${filled} of ${seats.length}` : null, open.length),
    },
    { href: href('/discovery'), label: 'Discovery' },
    { href: href('/history'), label: 'History' },
  ]
  return <TabLinks label="Request" items={items} />
}

/** `1 of 2, 3 threads`: filled seats, and threads that are not resolved. */
function approvalsCount(seats: string | null, open: number): string | null {
  const threads = open === 0 ? null : counted(open, 'open thread')
  return [seats, threads].filter(Boolean).join(', ') || null
}
