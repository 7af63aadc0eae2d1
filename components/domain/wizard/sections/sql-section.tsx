'use client'

import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { newSqlInstance } from '#core/environment/new-entries.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { entryPaths } from '../model/place.ts'
import { SqlEntry } from './sql-entry.tsx'

const MAX_INSTANCES = 20

export function SqlSection() {
  const editor = useEditor()
  const { sql } = editor.draft.environment
  return (
    <Section title="SQL Server" end={sql.length === 1 ? '1 address' : `${sql.length} addresses`}>
      <PlaceMessages path="/sql" className="mb-3 empty:hidden" />
      {sql.length === 0 ? (
        <EmptyState title="No SQL Server yet">
          Add each address that MIM Setup was given: a machine, an instance, or the listener of an availability group.
        </EmptyState>
      ) : null}
      <div>
        {entryPaths('/sql', sql).map((path) => (
          <SqlEntry key={path} path={path} />
        ))}
      </div>
      <Button
        size="small"
        icon="plus"
        blocked={sql.length >= MAX_INSTANCES ? `At most ${MAX_INSTANCES} addresses are allowed.` : null}
        onClick={() => editor.change([{ type: 'insert', path: '/sql', value: newSqlInstance() }], 'Add a SQL Server')}
      >
        Add a SQL Server
      </Button>
    </Section>
  )
}
