'use client'

import { useState } from 'react'
import { RadioGroup } from '#components/ui/choice.tsx'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import type { RequestKind } from '#core/statement/schemas.ts'
import { NewConversion } from './new-conversion.tsx'
import { NewPasswordUpdate } from './new-password-update.tsx'

const KINDS: readonly { readonly value: RequestKind; readonly label: string; readonly description: string }[] = [
  {
    value: 'conversion',
    label: 'Conversion',
    description: 'Move the services of one MIM installation to gMSAs.',
  },
  {
    value: 'password-update',
    label: 'Mailbox password',
    description: 'Give an installation that is converted already the new password of its mailbox.',
  },
]

/** What a request shall change, and what it begins with. */
export function NewRequest() {
  const [kind, setKind] = useState<RequestKind>('conversion')
  return (
    <>
      <PageHead
        title="New request"
        lead="Nothing is sent to anybody before you submit."
        crumbs={[{ label: 'Requests', href: '/requests' }, { label: 'New' }]}
      />
      <Sheet>
        <Section title="What shall change">
          <RadioGroup label="What shall change" labelHidden value={kind} options={KINDS} onChange={setKind} />
        </Section>
        {kind === 'conversion' ? <NewConversion /> : <NewPasswordUpdate />}
      </Sheet>
    </>
  )
}
