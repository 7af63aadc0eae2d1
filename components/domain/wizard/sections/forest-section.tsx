'use client'

import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { newDomain } from '#core/environment/new-entries.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { FieldGrid } from '../fields/field-grid.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { entryPaths } from '../model/place.ts'
import { DomainEntry } from './domain-entry.tsx'
import { RootKeys } from './root-keys.tsx'

const MAX_DOMAINS = 50

export function ForestSection() {
  const editor = useEditor()
  const { domains } = editor.draft.environment.forest
  return (
    <>
      <Section title="Forest" end="one forest holds the servers and the new accounts">
        <FieldGrid>
          <SchemaField path="/forest/rootDomain" />
          <SchemaField path="/forest/functionalLevel" />
          <SchemaField path="/forest/schemaVersion" />
          <SchemaField path="/forest/maxClockSkewSeconds" />
          <SchemaField path="/forest/replicationConfirmed" />
        </FieldGrid>
      </Section>
      <RootKeys />
      <Section title="Domains" end={`${domains.length} of the forest`}>
        <PlaceMessages path="/forest/domains" className="mb-3 empty:hidden" />
        <div>
          {entryPaths('/forest/domains', domains).map((path) => (
            <DomainEntry key={path} path={path} />
          ))}
        </div>
        <Button
          size="small"
          icon="plus"
          blocked={domains.length >= MAX_DOMAINS ? `At most ${MAX_DOMAINS} domains are allowed.` : null}
          onClick={() =>
            editor.change([{ type: 'insert', path: '/forest/domains', value: newDomain() }], 'Add a domain')
          }
        >
          Add a domain
        </Button>
      </Section>
    </>
  )
}
