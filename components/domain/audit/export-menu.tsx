'use client'

import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import type { AuditEventView } from '#server/audit/views.ts'
import { auditCsv, auditJson } from './csv.ts'

/** Saves the events that are on the page, and nothing else. */
export function ExportMenu({ events }: { readonly events: readonly AuditEventView[] }) {
  const count = events.length
  if (count === 0) {
    return (
      <Button icon="download" blocked="No event is shown.">
        Export
      </Button>
    )
  }
  const name = `audit-${events[0]?.seq}-${events.at(-1)?.seq}`
  const what = count === 1 ? 'the one shown event' : `the ${count} shown events`
  return (
    <Menu
      trigger={
        <Button icon="download">
          Export
          <Icon name="chevronDown" />
        </Button>
      }
    >
      <MenuItem icon="file" onSelect={() => save(`${name}.csv`, 'text/csv', auditCsv(events))}>
        CSV of {what}
      </MenuItem>
      <MenuItem icon="file" onSelect={() => save(`${name}.json`, 'application/json', auditJson(events))}>
        JSON of {what}
      </MenuItem>
    </Menu>
  )
}

function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
