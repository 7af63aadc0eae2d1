'use client'

import { EmptyState } from '#components/ui/empty-state.tsx'
import { KeyValues } from '#components/ui/key-values.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { SEVERITY_LOOK } from '#components/ui/severity-mark.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import { moveFocus } from '../data/move-focus.ts'
import { useRequest } from '../data/request-provider.tsx'
import { usePageKeys } from '../data/use-page-keys.ts'
import { counted } from '../data/when.ts'
import { FindingList } from './finding-list.tsx'
import { bySeverity, openOf } from './findings-by-severity.ts'

const PLURAL = { error: 'Errors', warning: 'Warnings', information: 'Information' } as const

export function FindingsTab() {
  const { view } = useRequest()
  const groups = bySeverity(view.findings)
  usePageKeys({ n: () => moveFocus('[data-finding]', 1), p: () => moveFocus('[data-finding]', -1) })
  return (
    <Sheet margin={<Margin />} marginLabel="What the findings mean for this request">
      {groups.length === 0 ? (
        <Section title="Findings">
          <EmptyState title="No findings">
            The rules looked at every part of the environment and have nothing to say.
          </EmptyState>
        </Section>
      ) : (
        groups.map(([severity, findings]) => (
          <Section
            key={severity}
            title={PLURAL[severity]}
            end={findings.length}
            id={SEVERITY_LOOK[severity].word.toLowerCase()}
          >
            <FindingList findings={findings} full />
          </Section>
        ))
      )}
    </Sheet>
  )
}

function Margin() {
  const { latest, view } = useRequest()
  const { findings, generated } = view
  const open = openOf(view)
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  const editable = view === latest && latest.state === 'draft' && latest.rights.edit.state === 'allowed'
  return (
    <>
      <Section title="In the way of a submission">
        <p className="text-ink-2">{verdict(open.errors, open.warnings)}</p>
        <KeyValues
          className="mt-3"
          items={[
            { key: 'Errors', value: String(open.errors) },
            { key: 'Warnings', value: warnings === 0 ? '0' : `${warnings}, ${warnings - open.warnings} acknowledged` },
            { key: 'Judged as of', value: generated ? generated.statement.asOf : 'today' },
          ]}
        />
        {editable ? (
          <ButtonLink href={`/requests/${view.id}/edit`} icon="edit" className="mt-4" wide>
            Go on editing
          </ButtonLink>
        ) : null}
      </Section>
      <Section title="How to read them">
        <ul className="grid gap-2 text-ink-2 text-sm">
          <li>An error must be mended. Nobody can accept it.</li>
          <li>A warning needs the requester’s reason, which approvers read.</li>
          <li>Information changes nothing.</li>
        </ul>
      </Section>
    </>
  )
}

function verdict(errors: number, warnings: number): string {
  const mend = errors > 0 ? `${counted(errors, 'error')} to mend` : ''
  const accept = warnings > 0 ? `${counted(warnings, 'warning')} to acknowledge with a reason` : ''
  return mend || accept ? `${[mend, accept].filter(Boolean).join(', ')}.` : 'Nothing.'
}
