'use client'

import type { ReactNode } from 'react'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import type { Action, PlanStep, Text } from '#core/plan/plan.ts'
import { ThreadsAt } from '../threads/threads-at.tsx'
import { InlineText } from './inline-text.tsx'

interface StepBodyProps {
  readonly step: PlanStep
  /** Leads to a step that must be verified before. */
  readonly onStep: (id: string) => void
}

/** Everything that the runbook says of a step. */
export function StepBody({ step, onStep }: StepBodyProps) {
  return (
    <dl className="grid gap-x-4 gap-y-3 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
      <Part title="Who">
        {step.who}, {step.where}
      </Part>
      {step.after.length > 0 ? (
        <Part title="After">
          <span className="flex flex-wrap gap-x-3 gap-y-1">
            {step.after.map((id) => (
              <a
                key={id}
                href={`#${stepAnchor(id)}`}
                className="font-mono text-sm max-sm:py-2"
                onClick={(event) => {
                  event.preventDefault()
                  onStep(id)
                }}
              >
                {id}
              </a>
            ))}
          </span>
        </Part>
      ) : null}
      {step.before.length > 0 ? (
        <Part title="Before">
          <Lines texts={step.before} />
        </Part>
      ) : null}
      {step.runs ? (
        <Part title="Runs">
          <Command text={step.runs} step={step.step} />
        </Part>
      ) : null}
      {step.actions.length > 0 ? (
        <Part title="Do">
          <ol className="grid list-decimal gap-2.5 pl-5">
            {step.actions.map((action, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of lines
              <ActionLine key={index} action={action} step={step.step} />
            ))}
          </ol>
        </Part>
      ) : null}
      {step.expect.length > 0 ? (
        <Part title="Expected">
          <Lines texts={step.expect} />
        </Part>
      ) : null}
      {step.failures.length > 0 ? (
        <Part title="If not">
          <ul className="grid gap-1.5">
            {step.failures.map(({ symptom, fix }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of lines
              <li key={index}>
                <b>
                  <InlineText text={symptom} />
                </b>
                : <InlineText text={fix} />
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      <Part title="Undo">
        <InlineText text={step.undo} />
      </Part>
      <Part title="Source">
        <span className="text-ink-3">{step.source}</span>
      </Part>
      <Part title="Threads">
        <ThreadsAt place={{ kind: 'step', step: step.id }} what={step.id} />
      </Part>
    </dl>
  )
}

export const stepAnchor = (id: string): string => `step-${id.replace(/[^A-Za-z0-9_-]/g, '_')}`

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="grid sm:col-span-2 sm:grid-cols-subgrid">
      <dt className="font-bold max-sm:text-ink-3 max-sm:text-sm">{title}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}

function Lines({ texts }: { readonly texts: readonly Text[] }) {
  return texts.map((text, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of lines
    <p key={index}>
      <InlineText text={text} />
    </p>
  ))
}

function ActionLine({ action: { text, command, stop }, step }: { readonly action: Action; readonly step: string }) {
  return (
    <li>
      {stop ? (
        <p className="mb-1 border-warn border-l-3 bg-warn-wash px-2.5 py-1">
          <b>Know first: </b>
          <InlineText text={stop} />
        </p>
      ) : null}
      <InlineText text={text} />
      {command ? <Command text={command} step={step} /> : null}
    </li>
  )
}

function Command({ text, step }: { readonly text: string; readonly step: string }) {
  return (
    <div className="mt-1.5 flex items-start gap-1 border-rule-2 border-l-3 bg-sunk pr-1">
      <CodeBlock text={text} label={`Command of ${step}`} lineNumbers={false} wrap className="min-w-0 flex-1 px-3" />
      <CopyButton text={text} what={`command of ${step}`} className="mt-1.5" />
    </div>
  )
}
