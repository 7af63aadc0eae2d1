'use client'

import { Button } from '#components/ui/button.tsx'
import type { Component } from '#core/environment/environment.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { FieldGrid } from '../fields/field-grid.tsx'
import { NamesField } from '../fields/names-field.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { getAt } from '../model/edit-path.ts'
import { proposedServicePrincipalNames } from '../model/proposals.ts'
import { unnamedHosts } from '../model/server-changes.ts'
import { AccountFields } from './account-fields.tsx'
import { DelegationFields } from './delegation-fields.tsx'

interface ServiceFormProps {
  readonly path: string
  readonly onRemoved: () => void
}

/** All fields of one service. */
export function ServiceForm({ path, onRemoved }: ServiceFormProps) {
  const editor = useEditor()
  const { environment } = editor.draft
  const component = getAt(environment, path) as Component
  const { component: key, servers, oldAccount } = component
  const remove = () => {
    onRemoved()
    editor.change([{ type: 'remove', path }], `Remove ${key}`)
  }
  return (
    <div className="grid gap-6 border-accent border-l-3 pl-4">
      <PlaceMessages path={path} className="empty:hidden" />
      <div className="grid items-start gap-x-7 gap-y-5 sm:grid-cols-2">
        <div>
          <NamesField
            path={`${path}/servicePrincipalNames`}
            hint={
              <>
                Made from aliases and host headers.
                {oldAccount.name === '' ? null : (
                  <>
                    {' '}
                    They move off <code>{oldAccount.name}</code> inside the window.
                  </>
                )}{' '}
                SVC, KERBWIKI
              </>
            }
            proposed={proposedServicePrincipalNames(environment, component)}
          />
        </div>
        <DelegationFields path={path} component={component} />
      </div>
      <div>
        <h3 className="mb-2">Today</h3>
        <FieldGrid>
          <SchemaField path={`${path}/oldAccount/domain`} />
          <SchemaField path={`${path}/oldAccount/name`} />
          <SchemaField path={`${path}/component`} />
          <SchemaField path={`${path}/oldAccountRetires`} />
          <SchemaField path={`${path}/servicePrincipalNamesToday`} />
          <NamesField
            path={`${path}/servers`}
            noun="server"
            known={environment.servers.map(({ name }) => name).filter(Boolean)}
            proposed={unnamedHosts(environment, key, servers)}
          />
        </FieldGrid>
        <PlaceMessages path={`${path}/oldAccount`} className="empty:hidden" />
      </div>
      <AccountFields path={path} component={component} />
      <Button variant="danger" size="small" icon="trash" className="justify-self-start" onClick={remove}>
        Remove {key}
      </Button>
    </div>
  )
}
