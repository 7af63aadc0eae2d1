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

/** What a requester can do with a row. What was once sent to the signer stays on record, so only a first draft can be deleted. */
export function RowActions({ request, mine, busy, onClone, onDelete }: RowActionsProps) {
  const draft = mine && request.state === 'draft'
  const neverSent = request.revision === 1
  return (
    <Menu trigger={<IconButton icon="more" label={`Actions for ${request.id}`} className="-my-1.5" />}>
      {draft ? (
        <MenuItem icon="edit" href={`/requests/${request.id}/edit`}>
          Go on editing
        </MenuItem>
      ) : null}
      <MenuItem icon="copy" onSelect={onClone} blocked={busy ? 'A copy is being made.' : null}>
        Clone to a new draft
      </MenuItem>
      {draft && neverSent ? (
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
