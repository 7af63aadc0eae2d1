'use client'

import { useState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { KeyValues } from '#components/ui/key-values.tsx'
import { Link } from '#components/ui/link.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { Environment } from '#core/environment/environment.ts'
import { readServiceFields, type ServiceFields, withServiceFields } from '#core/environment/password-update.ts'
import { secretPlaces } from '#core/environment/secret-places.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { FieldGrid } from '../fields/field-grid.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { placeId } from '../model/place.ts'

type Converted = NonNullable<Environment['passwordUpdate']>['converted']

/** Where the MIM Service runs and as whom: taken from the conversion, or the small form. */
export function UpdatedService({ converted }: { readonly converted: Converted }) {
  return converted.by === 'request' ? <Taken requestId={converted.requestId} /> : <SmallForm />
}

function Taken({ requestId }: { readonly requestId: string }) {
  const places = secretPlaces(useEditor().draft.environment)
  return (
    <KeyValues
      items={[
        {
          key: 'Converted by',
          value: (
            <span id={placeId('/passwordUpdate/converted/requestId')}>
              <Link href={`/requests/${requestId}`}>{requestId}</Link>
            </span>
          ),
        },
        { key: 'Account', value: <code>{places[0]?.account ?? 'none'}</code> },
        { key: 'Servers', value: <code>{places.map(({ host }) => host).join(', ') || 'none'}</code> },
      ]}
    />
  )
}

/** The smallest description that the script, the runbook and the binding of the secret need. */
function SmallForm() {
  const editor = useEditor()
  const fields = readServiceFields(editor.draft.environment)
  const put = (changes: Partial<ServiceFields>, label: string) => {
    const next = withServiceFields(editor.draft.environment, { ...fields, ...changes })
    const places = [
      ['/forest/rootDomain', next.forest.rootDomain],
      ['/forest/domains', next.forest.domains],
      ['/servers', next.servers],
      ['/components', next.components],
    ] as const
    editor.change(
      places.map(([path, value]) => ({ type: 'set' as const, path, value })),
      label,
    )
  }
  return (
    <div className="grid gap-4">
      <FieldGrid>
        <Field label="Domain of the servers" hint="DNS name, e.g. contoso.com">
          <TextInput mono value={fields.domain} onChange={({ target }) => put({ domain: target.value }, 'Domain')} />
        </Field>
        <Field label="Its short form" hint="NetBIOS name, e.g. CONTOSO">
          <TextInput
            mono
            value={fields.netbios}
            onChange={({ target }) => put({ netbios: target.value }, 'Short form')}
          />
        </Field>
        <Field label="Managed account of the MIM Service" hint="Without domain and without $">
          <TextInput mono value={fields.account} onChange={({ target }) => put({ account: target.value }, 'Account')} />
        </Field>
      </FieldGrid>
      <Hosts hosts={fields.hosts} onChange={(hosts) => put({ hosts }, 'Servers')} />
      <SchemaField path="/passwordUpdate/converted/confirmed" />
    </div>
  )
}

/** What is typed stays as it is typed; only complete lines become servers. */
function Hosts({
  hosts,
  onChange,
}: {
  readonly hosts: readonly string[]
  readonly onChange: (hosts: string[]) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const lines = (text: string) => text.split(/[\s,;]+/).filter((line) => line !== '')
  const text = typed !== null && lines(typed).join() === hosts.join() ? typed : hosts.join('\n')
  return (
    <Field label="Servers of the MIM Service" hint="Full names, one a line. Every node of a pool belongs here.">
      <TextArea
        mono
        value={text}
        onChange={({ target }) => {
          setTyped(target.value)
          onChange(lines(target.value))
        }}
      />
    </Field>
  )
}
