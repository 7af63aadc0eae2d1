'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Finding } from '#core/findings/finding.ts'
import type { Plan } from '#core/plan/plan.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { idleAcknowledgements, takeBack } from '../model/acknowledge.ts'
import { placeName } from '../model/place-name.ts'
import { type SectionId, sectionStates, sectionsOf } from '../model/sections.ts'
import { unfinishedPlaces } from '../model/unfinished.ts'
import { CASE_WORDS } from '../model/words/case-words.ts'
import { PlanFacts } from './plan-facts.tsx'

interface CheckSectionProps {
  readonly findings: readonly Finding[]
  readonly plan: Plan | null
  /** The plan of the last edit is being made. */
  readonly isPlanning: boolean
  readonly submitBlock: string | null
  readonly onGo: (section: SectionId) => void
  /** The button that submits, and what happens after it. */
  readonly submission: ReactNode
}

export function CheckSection({ findings, plan, isPlanning, submitBlock, onGo, submission }: CheckSectionProps) {
  return (
    <>
      <Section title="Still open">
        <StillOpen findings={findings} submitBlock={submitBlock} onGo={onGo} />
        <Reasons findings={findings} />
      </Section>
      <Section title="What the plan will hold" end="made in this browser by the same program as at submission">
        <PlanOrWhyNot plan={plan} isPlanning={isPlanning} />
      </Section>
      <Section title="Submit">{submission}</Section>
    </>
  )
}

function PlanOrWhyNot({ plan, isPlanning }: Pick<CheckSectionProps, 'plan' | 'isPlanning'>) {
  if (isPlanning) return <Skeleton label="The plan is being made" lines={6} />
  if (plan !== null) return <PlanFacts plan={plan} />
  return (
    <p className="text-ink-2">
      No plan can be made of this environment yet: values are missing, or contradict each other.
    </p>
  )
}

function StillOpen({ findings, submitBlock, onGo }: Pick<CheckSectionProps, 'findings' | 'submitBlock' | 'onGo'>) {
  const { draft } = useEditor()
  const states = sectionStates(draft, findings)
  const open = sectionsOf(draft.environment).filter(({ id }) => {
    const state = id === 'check' ? undefined : states.get(id)
    return state !== undefined && state.errors + state.warnings > 0
  })
  if (submitBlock === null) return <Notice kind="ok">No error is left and each warning is acknowledged.</Notice>
  return (
    <>
      <p className="text-ink-2">{submitBlock}</p>
      <UnfinishedFields />
      <ul className="mt-2">
        {open.map(({ id, title }) => {
          const state = id === 'check' ? undefined : states.get(id)
          return (
            <li key={id} className="flex flex-wrap items-baseline gap-x-3 border-rule border-t py-2">
              <b>{title}</b>
              <span className="text-ink-2">{countWords(state?.errors ?? 0, state?.warnings ?? 0)}</span>
              <Button size="small" variant="plain" className="ml-auto" onClick={() => onGo(id)}>
                Open<span className="sr-only"> {title}</span>
              </Button>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Text that can not be stored yet; it waits in its control. */
function UnfinishedFields() {
  const editor = useEditor()
  const places = unfinishedPlaces(editor.unfinished, editor.draft.environment)
  if (places.length === 0) return null
  return (
    <ul className="mt-2">
      {places.map(({ root, path }) => (
        <li key={`${root}${path}`} className="flex flex-wrap items-baseline gap-x-3 border-rule border-t py-2">
          <b>{root === 'case' ? CASE_WORDS[path]?.label : placeName(editor.draft.environment, path)}</b>
          <span className="text-ink-2">is not finished</span>
          <Button size="small" variant="plain" className="ml-auto" onClick={() => editor.go(path, root)}>
            Go to field
          </Button>
        </li>
      ))}
    </ul>
  )
}

function countWords(errors: number, warnings: number): string {
  const parts = [
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'} to acknowledge` : '',
  ]
  return parts.filter(Boolean).join(', ')
}

/** Reasons that cover nothing any more; those that do stand beside their finding. */
function Reasons({ findings }: { readonly findings: readonly Finding[] }) {
  const editor = useEditor()
  const { draft } = editor
  const idle = idleAcknowledgements(draft.case, findings)
  if (idle.length === 0) return null
  return (
    <div className="mt-4">
      <h3>Reasons without a warning</h3>
      <p className="text-ink-2">The rule does not warn there any more. They may stay or go.</p>
      <ul className="mt-1">
        {idle.map(({ ruleId, path, reason }) => (
          <li key={`${ruleId} ${path}`} className="flex flex-wrap items-baseline gap-x-3 border-rule border-t py-2">
            <code>{ruleId}</code>
            <span className="text-ink-2">
              {placeName(draft.environment, path)}: “{reason}”
            </span>
            <Button
              size="small"
              variant="plain"
              className="ml-auto"
              onClick={() => editor.change(takeBack(draft.case, { ruleId, path }), `Remove the reason for ${ruleId}`)}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
