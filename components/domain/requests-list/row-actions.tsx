'use client'

import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuRule } from '#components/ui/menu.tsx'
import type { RequestSummary } from '#server/requests/views.ts'

interface RowActionsProps {
  readonly request: RequestSummary
  readonly mine: boolean
  /** A copy of some request is on its way. */
  readonly busy: boolean
  readonly onClone: () => void
  readonly onDelete: () => void
}

/** What a requester can do with a row; deleting is offered for own drafts only. */
export function RowActions({ request, mine, busy, onClone, onDelete }: RowActionsProps) {
  const draft = request.state === 'draft'
  return (
    <Menu trigger={<IconButton icon="more" label={`Actions for ${request.id}`} className="-my-1.5" />}>
      {draft && mine ? (
        <MenuItem icon="edit" href={`/requests/${request.id}/edit`}>
          Go on editing
        </MenuItem>
      ) : null}
      <MenuItem icon="copy" onSelect={onClone} blocked={busy ? 'A copy is being made.' : null}>
        Clone to a new draft
      </MenuItem>
      {draft && mine ? (
        <>
          <MenuRule />
          <MenuItem icon="trash" danger onSelect={onDelete}>
            Delete the draft…
          </MenuItem>
        </>
      ) : null}
    </Menu>
  )
}
