'use client'

import { EmptyState } from '#components/ui/empty-state.tsx'
import { Select } from '#components/ui/select.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { HeaderCell, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { newComponent } from '#core/environment/new-entries.ts'
import type { ComponentKey } from '#core/environment/vocabulary.ts'
import { COMPONENTS } from '#core/environment/vocabulary.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { useOpenEntry } from '../editor/use-open-entry.ts'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { unnamedHosts } from '../model/server-changes.ts'
import { SERVICE_NAMES } from '../model/service-words.ts'
import { ServiceRow } from './service-row.tsx'
import { StayingParts } from './staying-parts.tsx'

const COLUMNS = ['Component', 'Servers', 'Runs today as', 'Will run as (gMSA)', 'Host group'] as const
const MAX_COMPONENTS = 50

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

export function ServicesSection() {
  const editor = useEditor()
  const { components } = editor.draft.environment
  const [open, setOpen] = useOpenEntry('/components')
  const machines = new Set(components.flatMap(({ servers }) => servers.map((name) => name.toLowerCase()))).size
  const add = (chosen: string) => {
    const key = COMPONENTS.find((known) => known === chosen)
    if (key === undefined) return
    const value = newComponent(editor.draft.environment, key)
    editor.change([{ type: 'insert', path: '/components', value }], `Add ${key}`)
    setOpen(components.length)
  }
  return (
    <>
      <Section
        title="Services to convert"
        end={`${count(components.length, 'component')} on ${count(machines, 'server')}`}
      >
        <PlaceMessages path="/components" className="mb-3 empty:hidden" />
        {components.length === 0 ? (
          <EmptyState title="No service yet">
            Add each service that shall run as a gMSA. Its servers are taken from the section before.
          </EmptyState>
        ) : (
          <Table caption="Services to convert">
            <TableHead>
              {COLUMNS.map((title) => (
                <HeaderCell key={title}>{title}</HeaderCell>
              ))}
            </TableHead>
            <TableBody>
              {components.map((component, index) => (
                <ServiceRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: two services may be of one kind
                  key={`${component.component}${index}`}
                  path={`/components/${index}`}
                  columns={COLUMNS.length}
                  isOpen={open === index}
                  onOpen={(isOpen) => setOpen(isOpen ? index : null)}
                />
              ))}
            </TableBody>
          </Table>
        )}
        {components.length < MAX_COMPONENTS ? (
          <Select
            aria-label="Add a service"
            value=""
            placeholder="Add a service…"
            options={COMPONENTS.map((key) => ({ value: key, label: serviceOption(key) }))}
            onChange={(event) => add(event.target.value)}
            className="mt-3 sm:max-w-80"
          />
        ) : null}
      </Section>
      <StayingParts />
    </>
  )

  function serviceOption(key: ComponentKey): string {
    const hosts = unnamedHosts(editor.draft.environment, key, [])
    const isThere = components.some(({ component }) => component === key)
    const where = hosts.length > 0 ? `, installed on ${hosts.slice(0, 3).join(', ')}` : ''
    return `${key}, ${SERVICE_NAMES[key]}${isThere ? ', once more' : where}`
  }
}
