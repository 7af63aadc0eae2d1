'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { SegmentedChoice } from '#components/ui/choice.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/sheet.tsx'
import type { Finding } from '#core/findings/finding.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { type SectionId, sectionIn } from '../model/sections.ts'
import { FindingItem } from './finding-item.tsx'

interface FindingsPanelProps {
  readonly section: SectionId
  readonly findings: readonly Finding[]
  readonly ruleCount: number
  readonly milliseconds: number
  /** Why the draft can not be submitted yet. */
  readonly submitBlock: string | null
}

export function FindingsPanel({ section, findings, ruleCount, milliseconds, submitBlock }: FindingsPanelProps) {
  const [shown, setShown] = useState<'section' | 'all'>('section')
  const { environment } = useEditor().draft
  const here = findings.filter(({ path }) => sectionIn(environment, path) === section)
  const others = findings.filter(({ path }) => sectionIn(environment, path) !== section)
  const showsAll = shown === 'all' || section === 'check'
  return (
    <div className="lg:sticky lg:top-(--bar-height) lg:max-h-[calc(100vh-var(--bar-height))] lg:overflow-y-auto">
      <Section title="Findings" end={<Measured ruleCount={ruleCount} milliseconds={milliseconds} />}>
        {section === 'check' ? null : (
          <SegmentedChoice
            label="Show"
            value={shown}
            options={[
              { value: 'section', label: `This section ${here.length}` },
              { value: 'all', label: `All ${findings.length}` },
            ]}
            onChange={setShown}
            className="mb-4"
          />
        )}
        <FindingList
          findings={showsAll ? findings : here}
          empty={showsAll ? 'No finding.' : 'No finding in this section.'}
        />
      </Section>
      {showsAll || others.length === 0 ? null : (
        <Section title="In other sections">
          <FindingList findings={others} empty="" />
        </Section>
      )}
      <div className="px-4 pb-5 lg:px-5">
        {submitBlock === null ? (
          <Notice kind="ok">No error is left and each warning is acknowledged.</Notice>
        ) : (
          <Notice kind="blocked">
            <span id="submit-block">{submitBlock}</span>
          </Notice>
        )}
      </div>
    </div>
  )
}

const PAGE = 30

/** Errors first; a long list grows on demand. */
function FindingList({ findings, empty }: { readonly findings: readonly Finding[]; readonly empty: string }) {
  const [limit, setLimit] = useState(PAGE)
  if (findings.length === 0) return <p className="text-ink-2">{empty}</p>
  return (
    <>
      <ul>
        {findings.slice(0, limit).map((finding) => (
          <FindingItem key={`${finding.ruleId} ${finding.path} ${finding.message}`} finding={finding} />
        ))}
      </ul>
      {findings.length > limit ? (
        <Button size="small" onClick={() => setLimit(limit + PAGE)}>
          Show {Math.min(PAGE, findings.length - limit)} more of {findings.length}
        </Button>
      ) : null}
    </>
  )
}

/** The browser measures another time than the server did. */
function Measured({ ruleCount, milliseconds }: Pick<FindingsPanelProps, 'ruleCount' | 'milliseconds'>) {
  return (
    <span suppressHydrationWarning>
      {ruleCount} rules, {Math.max(1, Math.round(milliseconds))} ms
    </span>
  )
}
