'use client'

import { Select } from '#components/ui/select.tsx'
import { Section } from '#components/ui/sheet.tsx'
import type { Environment } from '#core/environment/environment.ts'
import { newUnconverted } from '#core/environment/new-entries.ts'
import { UNCONVERTED, type UnconvertedKey } from '#core/environment/vocabulary.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { AccountToggle } from '../fields/account-toggle.tsx'
import { Entry } from '../fields/entry.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { NamesField } from '../fields/names-field.tsx'
import { PlaceMessages } from '../fields/place-messages.tsx'
import { SchemaField } from '../fields/schema-field.tsx'
import { getAt } from '../model/edit-path.ts'
import { entryPaths } from '../model/place.ts'
import { STAYING } from '../model/service-words.ts'

const MAX_PARTS = 50

/** Parts that can not run as a gMSA; the runbook says so, and what to do. */
export function StayingParts() {
  const editor = useEditor()
  const { unconverted } = editor.draft.environment
  const add = (chosen: string) => {
    const key = UNCONVERTED.find((known) => known === chosen)
    if (key === undefined) return
    editor.change([{ type: 'insert', path: '/unconverted', value: newUnconverted(key) }], `Add ${key}`)
  }
  return (
    <Section title="Stays on an ordinary account" end="no gMSA possible; the runbook says what to do">
      <PlaceMessages path="/unconverted" className="empty:hidden" />
      <div>
        {entryPaths('/unconverted', unconverted).map((path) => (
          <StayingPart key={path} path={path} />
        ))}
      </div>
      {unconverted.length < MAX_PARTS ? (
        <Select
          aria-label="Add a part that stays"
          value=""
          placeholder="Add a part that stays…"
          options={UNCONVERTED.map((key: UnconvertedKey) => ({ value: key, label: `${key}, ${STAYING[key].name}` }))}
          onChange={(event) => add(event.target.value)}
          className="mt-1 sm:max-w-80"
        />
      ) : null}
    </Section>
  )
}

function StayingPart({ path }: { readonly path: string }) {
  const { environment } = useEditor().draft
  const part = getAt(environment, path) as Environment['unconverted'][number]
  const { name, advice, source } = STAYING[part.component]
  return (
    <Entry
      path={path}
      name={part.component}
      title={
        <>
          <code>{part.component}</code> <span className="font-normal">{name}</span>
        </>
      }
    >
      <p className="text-ink-2">
        {advice} <span className="text-ink-3 text-sm">{source}</span>
      </p>
      <FieldGrid>
        <SchemaField path={`${path}/component`} />
        <AccountToggle path={`${path}/account`} />
        <NamesField
          path={`${path}/servers`}
          noun="server"
          known={environment.servers.map((server) => server.name).filter(Boolean)}
        />
        <SchemaField path={`${path}/note`} />
      </FieldGrid>
    </Entry>
  )
}
