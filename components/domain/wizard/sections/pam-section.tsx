'use client'

import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/sheet.tsx'
import type { Environment } from '#core/environment/environment.ts'
import { newPam, newTrustedForest } from '#core/environment/new-entries.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { Entry } from '../fields/entry.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { Toggle } from '../fields/toggle.tsx'
import { getAt } from '../model/edit-path.ts'
import { entryPaths } from '../model/place.ts'

const FORESTS = '/pam/trustedForests'
const MAX_FORESTS = 20

export function PamSection() {
  const { pam } = useEditor().draft.environment
  return (
    <Section title="Privileged Access Management" end="only where this installation is the bastion">
      <Toggle path="/pam" value={newPam}>
        {pam === null ? null : <Bastion pam={pam} />}
      </Toggle>
      {pam === null ? <p className="mt-2 text-ink-2">Without a bastion nothing is asked here.</p> : null}
    </Section>
  )
}

function Bastion({ pam }: { readonly pam: NonNullable<Environment['pam']> }) {
  const editor = useEditor()
  return (
    <div className="grid gap-5">
      <FieldGrid>
        <SchemaField path="/pam/restHostName" />
        <SchemaField path="/pam/domainAdmins" />
      </FieldGrid>
      <div>
        <h3 className="mb-1">Forests whose users it manages</h3>
        <PlaceMessages path={FORESTS} className="empty:hidden" />
        <div>
          {entryPaths(FORESTS, pam.trustedForests).map((path) => (
            <TrustedForest key={path} path={path} />
          ))}
        </div>
        <Button
          size="small"
          icon="plus"
          blocked={pam.trustedForests.length >= MAX_FORESTS ? `At most ${MAX_FORESTS} forests are allowed.` : null}
          onClick={() => editor.change([{ type: 'insert', path: FORESTS, value: newTrustedForest() }], 'Add a forest')}
        >
          Add a forest
        </Button>
      </div>
    </div>
  )
}

function TrustedForest({ path }: { readonly path: string }) {
  const editor = useEditor()
  const name = String(getAt(editor.draft.environment, `${path}/rootDomain`)) || 'New forest'
  return (
    <Entry path={path} title={<code>{name}</code>} name={name}>
      <FieldGrid>
        <SchemaField path={`${path}/rootDomain`} />
        <SchemaField path={`${path}/netbiosName`} />
        <SchemaField path={`${path}/controller`} />
        <SchemaField path={`${path}/trust`} />
      </FieldGrid>
    </Entry>
  )
}
