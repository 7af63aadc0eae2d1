'use client'

import { Button, IconButton } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { newAlias } from '#core/environment/new-entries.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { FieldGrid } from '../fields/field-grid.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { getAt } from '../model/edit-path.ts'
import { entryPaths } from '../model/place.ts'
import { WebSites } from './web-sites.tsx'

export function NamesSection() {
  return (
    <>
      <Aliases />
      <WebSites />
      <Section title="Password reset">
        <FieldGrid>
          <SchemaField path="/confirmations/ssprResetsPasswords" />
          <SchemaField path="/confirmations/testUsersProtected" />
        </FieldGrid>
      </Section>
    </>
  )
}

/** `REG` of `REG, password registration`. */
const keyOf = (words: string): string => words.split(',')[0] ?? words

const MAX_ALIASES = 50

function Aliases() {
  const editor = useEditor()
  const { aliases } = editor.draft.environment
  return (
    <Section title="Names that clients use" end="load balancers, portals, host headers">
      <PlaceMessages path="/aliases" className="mb-3 empty:hidden" />
      {aliases.length === 0 ? (
        <EmptyState title="No name yet">
          Without one, clients reach each service under the name of its server. Service principal names are made of
          these names.
        </EmptyState>
      ) : (
        <Table caption="Names that clients use">
          <TableHead>
            <HeaderCell>Name</HeaderCell>
            <HeaderCell>Leads to</HeaderCell>
            <HeaderCell>DNS record</HeaderCell>
            <HeaderCell>
              <span className="sr-only">More</span>
            </HeaderCell>
          </TableHead>
          <TableBody>
            {entryPaths('/aliases', aliases).map((path) => (
              <AliasRow key={path} path={path} />
            ))}
          </TableBody>
        </Table>
      )}
      <Button
        size="small"
        icon="plus"
        className="mt-2"
        blocked={aliases.length >= MAX_ALIASES ? `At most ${MAX_ALIASES} names are allowed.` : null}
        onClick={() => editor.change([{ type: 'insert', path: '/aliases', value: newAlias('SVC') }], 'Add a name')}
      >
        Add a name
      </Button>
    </Section>
  )
}

function AliasRow({ path }: { readonly path: string }) {
  const editor = useEditor()
  const name = String(getAt(editor.draft.environment, `${path}/fqdn`)) || 'the new name'
  return (
    <Row>
      <Cell label="Name" className="sm:w-[46%]">
        <SchemaField path={`${path}/fqdn`} labelHidden />
        <PlaceMessages path={path} className="empty:hidden" />
      </Cell>
      <Cell label="Leads to" className="sm:w-[22%]">
        <SchemaField path={`${path}/usedBy`} labelHidden optionWords={keyOf} />
        <SchemaField path={`${path}/loadBalanced`} className="mt-1.5" />
      </Cell>
      <Cell label="DNS record">
        <SchemaField path={`${path}/record`} labelHidden asList />
      </Cell>
      <Cell className="sm:w-8">
        <IconButton
          icon="trash"
          label={`Remove ${name}`}
          onClick={() => editor.change([{ type: 'remove', path }], `Remove ${name}`)}
        />
      </Cell>
    </Row>
  )
}
