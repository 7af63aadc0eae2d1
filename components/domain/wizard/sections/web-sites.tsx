'use client'

import { Section } from '#components/ui/sheet.tsx'
import { newWebSite } from '#core/environment/new-entries.ts'
import type { ComponentKey } from '#core/environment/vocabulary.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { FieldGrid } from '../fields/field-grid.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { Toggle } from '../fields/toggle.tsx'
import { SERVICE_NAMES } from '../model/service-words.ts'

const WEB_PARTS: readonly ComponentKey[] = ['REG', 'RST', 'PAMREST']

/** The sites of services that answer over http; other services have none, and one that was imported can be removed. */
export function WebSites() {
  const editor = useEditor()
  const sites = editor.draft.environment.components
    .map((component, index) => ({ component, path: `/components/${index}/webSite` }))
    .filter(({ component }) => WEB_PARTS.includes(component.component) || component.webSite !== null)
  return (
    <Section title="Web sites" end="of REG, RST and PAMREST">
      {sites.length === 0 ? (
        <p className="text-ink-2">
          No service with a web site is converted. Such services are added under Services and accounts.
        </p>
      ) : null}
      <div className="grid gap-5">
        {sites.map(({ component: { component: key }, path }) => (
          <Toggle key={path} path={path} value={newWebSite} label={`${key}, ${SERVICE_NAMES[key]}, has a web site`}>
            <FieldGrid>
              <SchemaField path={`${path}/hostHeader`} />
              <SchemaField path={`${path}/port`} />
              <SchemaField path={`${path}/siteName`} />
              <SchemaField path={`${path}/applicationPool`} />
              <SchemaField path={`${path}/kernelMode`} />
              <SchemaField path={`${path}/useAppPoolCredentials`} />
            </FieldGrid>
          </Toggle>
        ))}
      </div>
    </Section>
  )
}
