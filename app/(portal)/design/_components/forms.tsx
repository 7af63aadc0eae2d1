'use client'

import { useState } from 'react'
import { Checkbox, Switch } from '#components/ui/checkbox.tsx'
import { RadioGroup, SegmentedChoice } from '#components/ui/choice.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { PassphraseInput, TextInput } from '#components/ui/text-input.tsx'

const LIMIT = 15
const FIX = 'gMSA-SSPRRst'

export function Forms() {
  const [name, setName] = useState('gMSA-SSPRResetPwd')
  const [server, setServer] = useState('')
  const [delegation, setDelegation] = useState<'constrained' | 'none'>('constrained')
  const [view, setView] = useState<'section' | 'all'>('section')
  const tooLong = name.length > LIMIT
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      <Field
        label="gMSA name"
        counter={{ count: name.length, max: LIMIT }}
        messages={
          tooLong
            ? [
                {
                  severity: 'error',
                  ruleId: 'N02',
                  message: `${name.length} characters; AD allows 15 before the $.`,
                  fix: { label: `Use ${FIX}`, onFix: () => setName(FIX) },
                },
              ]
            : []
        }
        required
      >
        <TextInput mono value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field
        label="Soak, days"
        messages={[{ severity: 'warning', ruleId: 'V21', message: 'Less than one password roll (30).' }]}
      >
        <TextInput defaultValue="21" inputMode="numeric" />
      </Field>
      <Field label="Server" hint="A name that is described, or another one">
        <Combobox
          mono
          value={server}
          onChange={setServer}
          options={[
            { value: 'FABMIMSYN01', hint: 'SYNC active' },
            { value: 'FABMIMSYN02', hint: 'SYNC standby' },
            { value: 'FABMIMSVC01', hint: 'SVC' },
          ]}
        />
      </Field>
      <Field label="Mail option" end="proposed">
        <Select
          options={[
            { value: 'A', label: 'A: on-premises, integrated' },
            { value: 'H', label: 'H: Exchange Online, stored password' },
          ]}
        />
      </Field>
      <Field label="Reason" optional hint="People who decide read it">
        <TextArea rows={2} />
      </Field>
      <Field label="Passphrase">
        <PassphraseInput autoComplete="off" />
      </Field>
      <RadioGroup
        label="Delegation"
        value={delegation}
        onChange={setDelegation}
        options={[
          { value: 'constrained', label: 'Constrained, Kerberos only', description: 'to two names and nothing else' },
          { value: 'none', label: 'None', description: 'the portal cannot act for people' },
        ]}
      />
      <div className="grid content-start gap-3">
        <Checkbox label="The group exists already" description="Then D-03 only checks it" defaultChecked />
        <Switch label="Single letters are shortcuts" defaultChecked />
        <SegmentedChoice
          label="Which findings"
          value={view}
          onChange={setView}
          options={[
            { value: 'section', label: 'This section 2' },
            { value: 'all', label: 'All 4' },
          ]}
        />
      </div>
    </div>
  )
}
