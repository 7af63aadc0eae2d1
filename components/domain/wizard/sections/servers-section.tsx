'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Field } from '#components/ui/field.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { HeaderCell, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { MAX_SERVERS, type Server } from '#core/environment/environment.ts'
import { newServer } from '#core/environment/new-entries.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { useOpenEntry } from '../editor/use-open-entry.ts'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { PasteServers } from './paste-servers.tsx'
import { ServerRow } from './server-row.tsx'

const PAGE = 50
const COLUMNS = ['Server', 'Windows', 'Parts of MIM', 'AD site'] as const

const fits = ({ name, fqdn, site, installations }: Server, wanted: string): boolean =>
  [name, fqdn, site, ...installations.map(({ component }) => component)].some((text) =>
    text.toLowerCase().includes(wanted),
  )

export function ServersSection() {
  const editor = useEditor()
  const { servers } = editor.draft.environment
  const [open, setOpen] = useOpenEntry('/servers')
  const [search, setSearch] = useState('')
  const [isPasting, setPasting] = useState(false)
  const [page, setPage] = useState(1)
  const wanted = search.trim().toLowerCase()
  const found = servers
    .map((_, index) => index)
    .filter((index) => index === open || wanted === '' || fits(servers[index] as Server, wanted))
  const openPage = open === null ? page : Math.floor(Math.max(0, found.indexOf(open)) / PAGE) + 1
  const shownPage = Math.min(openPage, Math.max(1, Math.ceil(found.length / PAGE)))
  const add = () => {
    editor.change([{ type: 'insert', path: '/servers', value: newServer(editor.draft.environment) }], 'Add a server')
    setOpen(servers.length)
  }
  const isFull = servers.length >= MAX_SERVERS ? `At most ${MAX_SERVERS} servers are allowed.` : null
  return (
    <Section title="Servers" end={`${servers.length} described`}>
      <div className="mb-3 flex flex-wrap items-end gap-2">
        {servers.length > 10 ? (
          <Field label="Find a server" labelHidden className="min-w-40 flex-1">
            <TextInput
              type="search"
              value={search}
              placeholder="Find by name, part or site"
              onChange={(event) => setSearch(event.target.value)}
            />
          </Field>
        ) : null}
        <Button icon="plus" blocked={isFull} onClick={add}>
          Add a server
        </Button>
        <Button onClick={() => setPasting(true)}>Paste from Excel…</Button>
      </div>
      <PlaceMessages path="/servers" className="mb-3 empty:hidden" />
      {servers.length === 0 ? (
        <EmptyState title="No server yet">
          Add every machine that runs a part of MIM, and the SQL machines. A list from Excel can be pasted.
        </EmptyState>
      ) : (
        <Table caption="Servers of this installation">
          <TableHead>
            {COLUMNS.map((title) => (
              <HeaderCell key={title}>{title}</HeaderCell>
            ))}
            <HeaderCell>
              <span className="sr-only">Actions</span>
            </HeaderCell>
          </TableHead>
          <TableBody>
            {found.slice((shownPage - 1) * PAGE, shownPage * PAGE).map((index) => (
              <ServerRow
                key={index}
                index={index}
                columns={COLUMNS.length + 1}
                isOpen={open === index}
                onOpen={(isOpen) => setOpen(isOpen ? index : null)}
              />
            ))}
          </TableBody>
        </Table>
      )}
      {found.length > PAGE ? (
        <Pagination
          page={shownPage}
          pageSize={PAGE}
          total={found.length}
          noun="servers"
          onPage={(next) => {
            setOpen(null)
            setPage(next)
          }}
        />
      ) : null}
      {wanted !== '' && found.length === 0 ? (
        <p className="py-3 text-ink-2">No server has “{search}” in its name, parts or site.</p>
      ) : null}
      <PasteServers open={isPasting} onClose={() => setPasting(false)} />
    </Section>
  )
}
