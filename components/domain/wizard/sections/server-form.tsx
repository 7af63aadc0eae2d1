'use client'

import { type FocusEvent, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import type { Server } from '#core/environment/environment.ts'
import { newInstallation } from '#core/environment/new-entries.ts'
import { COMPONENTS, UNCONVERTED } from '#core/environment/vocabulary.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { FieldGrid } from '../fields/field-grid.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { getAt } from '../model/edit-path.ts'
import { entryPaths } from '../model/place.ts'
import { renameServer } from '../model/server-changes.ts'
import { FIELD_WORDS } from '../model/words/field-words.ts'

/** All fields of one server. */
export function ServerForm({ path }: { readonly path: string }) {
  return (
    <div className="grid gap-5 border-accent border-l-3 pl-4">
      <PlaceMessages path={path} className="empty:hidden" />
      <FieldGrid>
        <ServerName path={path} />
        <SchemaField path={`${path}/fqdn`} />
        <SchemaField path={`${path}/domain`} />
        <SchemaField path={`${path}/site`} />
        <SchemaField path={`${path}/operatingSystem`} />
        <SchemaField path={`${path}/installationType`} />
        <SchemaField path={`${path}/language`} />
        <SchemaField path={`${path}/dotNetRelease`} />
        <SchemaField path={`${path}/visualCpp2013`} />
        <SchemaField path={`${path}/tls12Only`} />
        <SchemaField path={`${path}/isDomainController`} />
        <SchemaField path={`${path}/isFailoverClusterName`} />
      </FieldGrid>
      <Installations path={path} />
    </div>
  )
}

/** Services and databases that name this server follow its new name, once it is typed. */
function ServerName({ path }: { readonly path: string }) {
  const editor = useEditor()
  const [before, setBefore] = useState('')
  const current = () => String(getAt(editor.draft.environment, `${path}/name`))
  const isField = ({ target }: FocusEvent) => target instanceof HTMLInputElement
  const finish = () => {
    if (before === current()) return
    const changes = renameServer(editor.draft.environment, before, current())
    if (changes.length > 0) editor.change(changes, `Rename ${before} to ${current()} where it is named`)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what bubbles up from the field
    <div onFocus={(event) => isField(event) && setBefore(current())} onBlur={(event) => isField(event) && finish()}>
      <SchemaField path={`${path}/name`} />
    </div>
  )
}

const MAX_PARTS = 12
const PARTS = [...COMPONENTS, ...UNCONVERTED]

function Installations({ path }: { readonly path: string }) {
  const editor = useEditor()
  const { installations } = getAt(editor.draft.environment, path) as Server
  const list = `${path}/installations`
  const free = PARTS.filter((part) => !installations.some(({ component }) => component === part))
  const add = (chosen: string) => {
    const part = PARTS.find((known) => known === chosen)
    if (part === undefined) return
    const value = newInstallation(editor.draft.environment, part)
    editor.change([{ type: 'insert', path: list, value }], `Add ${part}`)
  }
  return (
    <div>
      <h3 className="mb-2 font-medium text-sm">Parts of MIM on this server</h3>
      <PlaceMessages path={list} className="mb-2 empty:hidden" />
      <ul className="grid gap-3">
        {entryPaths(list, installations).map((entry) => (
          <li
            key={entry}
            className="grid items-start gap-x-4 gap-y-2 border-rule border-t pt-3 sm:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)_minmax(0,1.1fr)_auto]"
          >
            <SchemaField path={`${entry}/component`} />
            <SchemaField path={`${entry}/build`} />
            <SchemaField path={`${entry}/node`} hint="" />
            <IconButton
              icon="trash"
              label={`Remove ${String(getAt(editor.draft.environment, `${entry}/component`))}`}
              className="sm:mt-6"
              onClick={() => editor.change([{ type: 'remove', path: entry }], 'Remove a part')}
            />
            <PlaceMessages path={entry} className="empty:hidden sm:col-span-4" />
          </li>
        ))}
      </ul>
      {installations.length < MAX_PARTS && free.length > 0 ? (
        <Select
          aria-label="Add a part of MIM"
          value=""
          placeholder="Add a part…"
          options={free.map((part) => ({
            value: part,
            label: FIELD_WORDS['/servers/*/installations/*/component']?.options?.[part] ?? part,
          }))}
          onChange={(event) => add(event.target.value)}
          className="mt-3 sm:max-w-72"
        />
      ) : null}
    </div>
  )
}
