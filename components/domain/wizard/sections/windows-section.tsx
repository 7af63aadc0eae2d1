'use client'

import { Section } from '#components/ui/sheet.tsx'
import { WINDOW_GROUPS } from '#core/environment/vocabulary.ts'
import { FieldGrid } from '../fields/field-grid.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { WindowFields } from './window-fields.tsx'

export function WindowsSection() {
  return (
    <>
      <Section title="Windows of time" end="the first change of a group must fall inside">
        <div className="grid gap-5">
          <SchemaField path="/schedule/timeZone" className="sm:max-w-72" />
          <p className="text-ink-2">
            A group that began may always finish, verify and undo. Directory preparation first: a new root key can be
            used ten hours after it was made.
          </p>
          {WINDOW_GROUPS.map((group) => (
            <WindowFields key={group} group={group} />
          ))}
          <PlaceMessages path="/schedule/windows" className="empty:hidden" />
        </div>
      </Section>
      <Section title="Around the windows">
        <FieldGrid>
          <SchemaField path="/schedule/soakDays" />
          <SchemaField path="/schedule/databaseBackupAt" />
          <SchemaField path="/schedule/overlapsConversion" />
          <SchemaField path="/schedule/runProfileSchedule" className="sm:col-span-2" />
        </FieldGrid>
        <PlaceMessages path="/schedule" className="mt-2 empty:hidden" />
      </Section>
    </>
  )
}
