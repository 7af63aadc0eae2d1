'use client'

import { Button, IconButton } from '#components/ui/button.tsx'
import type { SqlInstance } from '#core/environment/environment.ts'
import { DEFAULT_DATABASES, newAvailabilityGroup } from '#core/environment/new-entries.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { Entry } from '../fields/entry.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { NamesField } from '../fields/names-field.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { Toggle } from '../fields/toggle.tsx'
import { getAt } from '../model/edit-path.ts'
import { entryPaths } from '../model/place.ts'

export function SqlEntry({ path }: { readonly path: string }) {
  const { environment } = useEditor().draft
  const instance = getAt(environment, path) as SqlInstance
  const name = instance.address === '' ? 'New SQL Server' : instance.address
  return (
    <Entry path={path} title={<code>{name}</code>} name={name}>
      <FieldGrid>
        <SchemaField path={`${path}/address`} />
        <SchemaField path={`${path}/version`} />
        <NamesField
          path={`${path}/replicas`}
          noun="machine"
          known={environment.servers.map((server) => server.name).filter(Boolean)}
        />
        <SchemaField path={`${path}/backupFolder`} />
        <SchemaField path={`${path}/installerMayCreateLogins`} />
      </FieldGrid>
      <Toggle path={`${path}/availabilityGroup`} value={newAvailabilityGroup}>
        <FieldGrid>
          <SchemaField path={`${path}/availabilityGroup/listener`} />
          <SchemaField path={`${path}/availabilityGroup/port`} />
          <SchemaField path={`${path}/availabilityGroup/registerAllProvidersIp`} />
          <SchemaField path={`${path}/availabilityGroup/knownReplicas`} />
        </FieldGrid>
      </Toggle>
      <Databases path={`${path}/databases`} instance={instance} />
    </Entry>
  )
}

const MAX_DATABASES = 4
const OWNERS = ['SYNC', 'SVC'] as const

function Databases({ path, instance }: { readonly path: string; readonly instance: SqlInstance }) {
  const editor = useEditor()
  const present = instance.databases.map(({ component }) => component)
  const missing = OWNERS.filter((owner) => !present.includes(owner))
  const isFull = present.length >= MAX_DATABASES ? `At most ${MAX_DATABASES} databases are allowed.` : null
  const add = (component: (typeof OWNERS)[number]) =>
    editor.change(
      [{ type: 'insert', path, value: { component, name: DEFAULT_DATABASES[component] } }],
      `Add the database of ${component}`,
    )
  return (
    <div>
      <h4 className="mb-2 font-medium text-sm">Databases</h4>
      <ul className="grid gap-3">
        {entryPaths(path, instance.databases).map((entry) => (
          <li key={entry}>
            <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-2 sm:grid-cols-[auto_minmax(0,24rem)_auto]">
              <SchemaField path={`${entry}/component`} className="max-sm:col-span-2" />
              <SchemaField path={`${entry}/name`} />
              <IconButton
                icon="trash"
                label={`Remove ${String(getAt(editor.draft.environment, `${entry}/name`)) || 'the database'}`}
                className="mt-6"
                onClick={() => editor.change([{ type: 'remove', path: entry }], 'Remove a database')}
              />
            </div>
            <PlaceMessages path={entry} className="empty:hidden" />
          </li>
        ))}
      </ul>
      <PlaceMessages path={path} className="empty:hidden" />
      <div className="mt-2 flex flex-wrap gap-2">
        {(missing.length > 0 ? missing : OWNERS.slice(0, 1)).map((owner) => (
          <Button key={owner} size="small" icon="plus" blocked={isFull} onClick={() => add(owner)}>
            {missing.length > 0 ? `Add the database of ${owner}` : 'Add a database'}
          </Button>
        ))}
      </div>
    </div>
  )
}
