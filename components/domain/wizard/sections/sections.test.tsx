import { type ReactElement, useState } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import { changeMailOption, MAIL_OPTIONS } from '#core/environment/new-entries.ts'
import { mailboxUpdate } from '#core/plan/contoso.fixture.ts'
import { caseSchema } from '#core/statement/schemas.ts'
import { type DraftEditor, DraftEditorContext } from '../editor/draft-editor.ts'
import { SectionBody } from '../frame/section-body.tsx'
import type { Draft } from '../model/draft.ts'
import { indexFindings } from '../model/finding-index.ts'
import { patternOf } from '../model/leaves.ts'
import { placeId } from '../model/place.ts'
import { schemaPatterns } from '../model/schema-patterns.ts'
import { SECTIONS, type SectionId, sectionOf } from '../model/sections.ts'

/** Every optional part is there, and every list has an entry. */
const full = buildEnvironment({
  '/forest/kdsRootKeys': {
    status: 'found',
    keys: [
      {
        keyId: '5b1d4f0e-8a52-4c1e-9d3b-6f7a2c90e415',
        creationTime: '2026-01-01T08:00:00Z',
        effectiveTime: '2026-01-01T18:00:00Z',
      },
    ],
  },
  '/components/0/managedAccount/existing': {
    status: 'found',
    value: { passwordIntervalDays: 30, encryptionTypes: ['AES256'] },
  },
  '/components/0/delegation': { mode: 'constrained', targets: ['FIMService/x'] },
  '/sql/0/availabilityGroup': { listener: 'sqlmim', port: 1433, registerAllProvidersIp: 'no', knownReplicas: 2 },
  '/unconverted/0/account': { domain: 'CONTOSO', name: 'svc' },
  '/mimServiceAgent': { mode: 'user', account: { domain: 'CONTOSO', name: 'svcMA' }, networkLogonDenied: 'no' },
  '/pam': {
    trustedForests: [{ rootDomain: 'corp.local', netbiosName: 'CORP', controller: 'corpdc', trust: 'one-way' }],
    domainAdmins: ['SVC'],
    restHostName: 'pamapi.contoso.com',
  },
  '/schedule/windows/software': { notBefore: '2026-12-01T08:00:00+01:00', notAfter: '2026-12-01T12:00:00+01:00' },
  '/confirmations/identityBoundData': 'yes',
  '/confirmations/identityBoundItems': ['a certificate'],
})

const BY_WORD = { converted: { by: 'statement' as const, confirmed: false }, nextChange: null }
const ignore = () => {}

/** The entry that is opened, where a section opens one at a time. */
const OPENED: Partial<Readonly<Record<SectionId, string>>> = { servers: '/servers/0', services: '/components/0' }

function editorOf(environment: Environment, section: SectionId): DraftEditor {
  const draft: Draft = { environment, case: { title: 'T', ticket: '', acknowledgements: [] } }
  const path = OPENED[section]
  return {
    draft,
    unfinished: new Map(),
    findings: indexFindings([], []),
    reveal: path ? { root: 'environment', path: `${path}/x` } : null,
    change: ignore,
    type: ignore,
    forget: ignore,
    go: ignore,
  }
}

function Bench({ environment, section }: { environment: Environment; section: SectionId }): ReactElement {
  const [editor] = useState(() => editorOf(environment, section))
  return (
    <DraftEditorContext value={editor}>
      <SectionBody section={section} check={null} />
    </DraftEditorContext>
  )
}

const idsOf = (environment: Environment, section: SectionId): string[] =>
  [
    ...renderToStaticMarkup(<Bench environment={environment} section={section} />).matchAll(
      / id="((?:at|case)\/[^"]+?)(?:-said|-hint)?"/g,
    ),
  ].map(([, id]) => id ?? '')

/** Places that have an editor, by pattern, with the sections that hold it. */
const edited = new Map<string, Set<SectionId>>()
for (const { id: section } of SECTIONS) {
  const variants = MAIL_OPTIONS.map((option) => ({
    ...full,
    mail: { ...full.mail, delivery: changeMailOption(full.mail.delivery, option) },
  }))
  const updates = [mailboxUpdate(), { ...mailboxUpdate(), passwordUpdate: BY_WORD }]
  for (const environment of section === 'mail' ? variants : section === 'update' ? updates : [full]) {
    for (const id of idsOf(environment, section)) {
      const pattern = id.startsWith('case') ? id : patternOf(id.slice(2))
      // The one form of an update asks again for what sections of a conversion hold.
      if (section === 'update' && !pattern.startsWith('/passwordUpdate')) continue
      edited.set(pattern, (edited.get(pattern) ?? new Set()).add(section))
    }
  }
}

describe('the sections', () => {
  it('have an editor for every field of the environment', () => {
    const missing = schemaPatterns(environmentSchema).filter((pattern) => {
      const isEdited = edited.has(pattern)
      // A single value of a fact is chosen together with its status, and a list of names is edited entry by entry.
      return !isEdited && !edited.has(pattern.replace(/\/value$/, '')) && !edited.has(`${pattern}/*`)
    })
    expect(missing).toEqual([])
  })

  it('have an editor for title and ticket of the case', () => {
    const fields = schemaPatterns(caseSchema).filter((pattern) => !pattern.startsWith('/acknowledgements'))
    expect(fields.filter((pattern) => !edited.has(placeId(pattern, 'case')))).toEqual([])
  })

  it('hold the fields that "Go to field" looks for there', () => {
    for (const [pattern, sections] of edited) {
      if (pattern.startsWith('case')) continue
      expect([...sections], pattern).toEqual([sectionOf(pattern)])
    }
  })

  it('show a draft that is still blank', async () => {
    const { blankEnvironment } = await import('#core/environment/blank.ts')
    for (const { id } of SECTIONS) expect(() => idsOf(blankEnvironment(''), id), id).not.toThrow()
  })
})
