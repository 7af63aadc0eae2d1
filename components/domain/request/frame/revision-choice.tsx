'use client'

import { Icon } from '#components/ui/icon.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { useRequest } from '../data/request-provider.tsx'

const OUTCOME = {
  draft: 'draft',
  submitted: 'submitted',
  approved: 'approved',
  signed: 'signed',
  recalled: 'recalled',
  closed: 'closed',
} as const

/** `Revision 3 of 3`; older ones stay readable. */
export function RevisionChoice() {
  const { latest, view } = useRequest()
  const shown = view.generated?.revision ?? view.revision
  const words = `Revision ${shown} of ${latest.revision}`
  if (latest.revisions.length < 2) return words
  const trigger = (
    <button
      type="button"
      className="inline-flex cursor-pointer items-center gap-1 text-ink-2 underline underline-offset-3 hover:text-ink"
    >
      {words}
      <Icon name="chevronDown" className="size-3.5" />
    </button>
  )
  return (
    <Menu trigger={trigger} align="start">
      {latest.revisions.map(({ revision, outcome, closedReason }) => (
        <MenuItem
          key={revision}
          href={revision === latest.revision ? `/requests/${latest.id}` : `/requests/${latest.id}?revision=${revision}`}
          icon={revision === shown ? 'done' : 'dot'}
        >
          Revision {revision}
          <span className="block text-ink-3 text-sm">
            {closedReason ? `${OUTCOME[outcome]}: ${closedReason}` : OUTCOME[outcome]}
          </span>
        </MenuItem>
      ))}
    </Menu>
  )
}
