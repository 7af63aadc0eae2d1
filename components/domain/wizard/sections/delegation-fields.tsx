'use client'

import { RadioGroup } from '#components/ui/choice.tsx'
import { FieldMessages } from '#components/ui/field.tsx'
import type { Component } from '#core/environment/environment.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { useField } from '../editor/use-field.ts'
import { NamesField } from '../fields/names-field.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { proposedDelegationTargets } from '../model/proposals.ts'

type DelegationMode = Component['delegation']['mode']

const MODES: readonly { readonly value: DelegationMode; readonly label: string; readonly description: string }[] = [
  { value: 'none', label: 'None', description: 'it does not call another service as the user' },
  {
    value: 'constrained',
    label: 'Constrained, Kerberos only',
    description: 'to the names below, and nothing else',
  },
  {
    value: 'any-protocol',
    label: 'Constrained, any protocol',
    description: 'also for users who did not sign in with Kerberos',
  },
  {
    value: 'unconstrained',
    label: 'Unconstrained',
    description: 'anyone who signs in to the service can be impersonated anywhere',
  },
]

interface DelegationFieldsProps {
  readonly path: string
  readonly component: Component
}

export function DelegationFields({ path, component }: DelegationFieldsProps) {
  const editor = useEditor()
  const { environment } = editor.draft
  const mode = useField(`${path}/delegation/mode`)
  const proposed = proposedDelegationTargets(environment, component)
  const wanted: DelegationMode = proposed.length > 0 ? 'constrained' : 'none'
  const hasTargets = component.delegation.mode === 'constrained' || component.delegation.mode === 'any-protocol'
  const options = MODES.map((known) => ({
    ...known,
    label: known.value === wanted ? `${known.label} (proposed)` : known.label,
  }))
  const choose = (chosen: DelegationMode) => {
    const keeps = chosen === 'constrained' || chosen === 'any-protocol'
    const targets = keeps ? (hasTargets ? component.delegation.targets : proposed) : []
    editor.change([{ type: 'set', path: `${path}/delegation`, value: { mode: chosen, targets } }], mode.words.label)
  }
  return (
    <div className="grid gap-4">
      <div id={mode.id} tabIndex={-1}>
        <RadioGroup label={mode.words.label} value={component.delegation.mode} options={options} onChange={choose} />
        {mode.messages.length > 0 ? <FieldMessages messages={mode.messages} /> : null}
      </div>
      <PlaceMessages path={`${path}/delegation`} className="empty:hidden" />
      {hasTargets ? <NamesField path={`${path}/delegation/targets`} proposed={proposed} /> : null}
    </div>
  )
}
