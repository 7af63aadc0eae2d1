'use client'

import { Section } from '#components/ui/sheet.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { FieldGrid } from '../fields/field-grid.tsx'
import { NamesField } from '../fields/names-field.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'

export function ConfirmationsSection() {
  const { confirmations } = useEditor().draft.environment
  const hasItems = confirmations.identityBoundData === 'yes' || confirmations.identityBoundItems.length > 0
  return (
    <>
      <Section title="Folders" end="on each MIM server">
        <FieldGrid>
          <SchemaField path="/paths/backupFolder" />
          <SchemaField path="/paths/keyExportFile" />
          <SchemaField path="/paths/installMedia" />
          <SchemaField path="/paths/installationFolder" />
          <SchemaField path="/paths/logsReadableByAdministratorsOnly" />
        </FieldGrid>
      </Section>
      <Section title="Software">
        <FieldGrid>
          <SchemaField path="/software/targetBuild" />
          <SchemaField path="/software/route" />
          <SchemaField path="/software/unattendedSync" />
          <SchemaField path="/software/unattendedService" />
        </FieldGrid>
        <PlaceMessages path="/software" className="mt-2 empty:hidden" />
      </Section>
      <Section title="Confirmations" end="answers that only a person can give">
        <FieldGrid>
          <SchemaField path="/confirmations/namesFreeInForest" />
          <SchemaField path="/confirmations/keyExportPlanned" />
          <SchemaField path="/confirmations/oldPasswordsAvailable" />
          <SchemaField path="/confirmations/originalMediaAvailable" />
          <SchemaField path="/confirmations/rollbackOwner" />
          <SchemaField path="/confirmations/monitoringOwner" />
          <SchemaField path="/confirmations/userRightsPolicyOwner" />
          <SchemaField path="/confirmations/oldAccountsSharedWith" />
          <SchemaField path="/confirmations/authenticationSilos" />
          <SchemaField path="/confirmations/administrativeTiering" />
          <SchemaField path="/confirmations/scsmReporting" />
          <SchemaField path="/confirmations/identityBoundData" />
          {hasItems ? (
            <NamesField path="/confirmations/identityBoundItems" noun="thing" className="sm:col-span-2" />
          ) : null}
        </FieldGrid>
        <PlaceMessages path="/confirmations" className="mt-2 empty:hidden" />
      </Section>
    </>
  )
}
