'use client'

import { Section } from '#components/ui/sheet.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { FieldGrid } from '../fields/field-grid.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { Mail } from './mail-section.tsx'
import { UpdatedService } from './updated-service.tsx'
import { WindowFields } from './window-fields.tsx'

/** Everything that a change of the mailbox password asks. */
export function UpdateSection() {
  const { passwordUpdate } = useEditor().draft.environment
  if (passwordUpdate === undefined) return null
  return (
    <>
      <Section title="MIM Service" end={passwordUpdate.converted.by === 'request' ? 'as it was converted' : null}>
        <UpdatedService converted={passwordUpdate.converted} />
        <PlaceMessages path="/components" className="mt-2 empty:hidden" />
      </Section>
      <Mail />
      <Section title="When">
        <div className="grid gap-5">
          <SchemaField path="/schedule/timeZone" className="sm:max-w-72" />
          <WindowFields group="conversion" label="Window of the change" />
          <FieldGrid>
            <SchemaField path="/passwordUpdate/nextChange" />
            <SchemaField path="/confirmations/rollbackOwner" label="Whom to call when a step fails" />
          </FieldGrid>
          <PlaceMessages path="/passwordUpdate" className="empty:hidden" />
        </div>
      </Section>
    </>
  )
}
