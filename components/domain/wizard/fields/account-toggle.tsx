'use client'

import { primaryDomain } from '#core/environment/describe.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { FieldGrid } from './field-grid.tsx'
import { SchemaField } from './schema-field.tsx'
import { Toggle } from './toggle.tsx'

/** An account that may or may not be there. */
export function AccountToggle({ path }: { readonly path: string }) {
  const editor = useEditor()
  const domain = primaryDomain(editor.draft.environment)?.netbiosName ?? ''
  return (
    <Toggle path={path} value={() => ({ domain, name: '' })}>
      <FieldGrid>
        <SchemaField path={`${path}/domain`} />
        <SchemaField path={`${path}/name`} />
      </FieldGrid>
    </Toggle>
  )
}
