'use client'

import { Section } from '#components/ui/sheet.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { SchemaField } from '../fields/schema-field.tsx'

export function CaseSection() {
  return (
    <>
      <Section title="Case">
        <div className="grid gap-4">
          <SchemaField root="case" path="/title" required />
          <FieldGrid>
            <SchemaField root="case" path="/ticket" />
          </FieldGrid>
        </div>
      </Section>
      <Section title="Installation">
        <FieldGrid>
          <SchemaField path="/name" />
          <SchemaField path="/purpose" />
        </FieldGrid>
      </Section>
    </>
  )
}
