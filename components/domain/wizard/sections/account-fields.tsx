'use client'

import { Button } from '#components/ui/button.tsx'
import type { Component } from '#core/environment/environment.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { ChoiceFrame } from '../fields/choice-frame.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { FACT_STATUSES, statusOf } from '../model/facts.ts'
import { proposedDnsHostName, proposedHostGroup } from '../model/proposals.ts'

interface AccountFieldsProps {
  readonly path: string
  readonly component: Component
}

/** The new account and the group of hosts that may use it. */
export function AccountFields({ path, component }: AccountFieldsProps) {
  const editor = useEditor()
  const account = `${path}/managedAccount`
  const group = `${path}/hostGroup`
  const groupName = proposedHostGroup(editor.draft.environment, component)
  return (
    <>
      <div>
        <h3 className="mb-2">Tomorrow</h3>
        <FieldGrid>
          <SchemaField path={`${account}/kind`} />
          <div>
            <SchemaField path={`${account}/dnsHostName`} />
            <Proposal path={`${account}/dnsHostName`} value={proposedDnsHostName(component)} />
          </div>
          <SchemaField path={`${account}/domain`} />
          <SchemaField path={`${account}/container`} />
          <SchemaField path={`${account}/passwordIntervalDays`} />
          <SchemaField path={`${account}/encryptionTypes`} />
        </FieldGrid>
      </div>
      <ExistingAccount path={`${account}/existing`} component={component} />
      <div>
        <h3 className="mb-2">Hosts that may use it</h3>
        <FieldGrid>
          <div>
            <SchemaField path={`${group}/name`} />
            <Proposal path={`${group}/name`} value={component.hostGroup.name === '' ? groupName : null} />
          </div>
          <SchemaField path={`${group}/domain`} />
          <SchemaField path={`${group}/scope`} />
          <SchemaField path={`${group}/container`} />
        </FieldGrid>
      </div>
    </>
  )
}

function Proposal({ path, value }: { readonly path: string; readonly value: string | null }) {
  const editor = useEditor()
  const { text } = useField(path)
  if (value === null || value === text) return null
  return (
    <Button size="small" className="mt-1" onClick={() => editor.type({ path, text: value })}>
      Use <code>{value}</code>
    </Button>
  )
}

/** Only an account that exists has an interval and encryption of its own. */
function ExistingAccount({ path, component }: AccountFieldsProps) {
  const editor = useEditor()
  const { id, words, value, messages } = useField(path)
  const status = statusOf(value)
  const { passwordIntervalDays, encryptionTypes } = component.managedAccount
  const choose = (chosen: string) => {
    const found = { passwordIntervalDays: Math.round(passwordIntervalDays), encryptionTypes }
    const next = chosen === 'found' ? { status: 'found', value: found } : { status: chosen }
    editor.change([{ type: 'set', path, value: next }], words.label)
  }
  return (
    <ChoiceFrame
      id={id}
      label={words.label}
      messages={messages}
      value={status}
      options={FACT_STATUSES.map((known) => ({ value: known, label: words.options?.[known] ?? known }))}
      onChange={choose}
    >
      {status === 'found' ? (
        <FieldGrid className="mt-3">
          <SchemaField path={`${path}/value/passwordIntervalDays`} />
          <SchemaField path={`${path}/value/encryptionTypes`} />
        </FieldGrid>
      ) : null}
    </ChoiceFrame>
  )
}
