'use client'

import { memo } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import type { PlanStep } from '#core/plan/plan.ts'
import { AUTOMATION_WORDS } from './filter-plan.ts'
import { StepBody, stepAnchor } from './step-body.tsx'

interface StepRowProps {
  readonly step: PlanStep
  readonly open: boolean
  readonly onToggle: (id: string) => void
  readonly onStep: (id: string) => void
}

/** One line of the plan; its text is only rendered while it is open, so that 1,500 of them stay quick. */
export const StepRow = memo(function StepRow({ step, open, onToggle, onStep }: StepRowProps) {
  const anchor = stepAnchor(step.id)
  return (
    <li id={anchor} data-nav-row className="scroll-mt-28 border-rule border-t first:border-t-0">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? `${anchor}-body` : undefined}
        onClick={() => onToggle(step.id)}
        className="grid w-full cursor-pointer grid-cols-[16px_3.5rem_minmax(0,1fr)_auto] items-baseline gap-x-2.5 py-2.5 text-left hover:bg-sunk focus-visible:-outline-offset-2"
      >
        <Icon
          name="chevronRight"
          className={cn('self-start mt-[3px] text-ink-3 transition-transform', open && 'rotate-90')}
        />
        <code className="font-bold text-sm">{step.step}</code>
        <span className="min-w-0">
          <span className={open ? 'font-bold' : ''}>{step.title}</span>
          <span className="block text-ink-3 text-sm [overflow-wrap:anywhere]">
            <code>{step.target}</code>
            {step.subject ? (
              <>
                , <code>{step.subject}</code>
              </>
            ) : null}
            {` · ${step.who} · ${AUTOMATION_WORDS[step.automation]}`}
            {step.window ? ` · ${step.window} window` : ''}
          </span>
        </span>
        <span className="grid justify-items-end gap-0.5 text-right text-sm tabular-nums">
          <span>{step.minutes} min</span>
          {step.waitMinutes > 0 ? <span className="text-wait">waits {waitWords(step.waitMinutes)}</span> : null}
          {step.outage ? <Mark icon="warning">interrupts</Mark> : null}
          {step.pointOfNoReturn ? <Mark icon="lock">no way back</Mark> : null}
        </span>
      </button>
      {open ? (
        <section id={`${anchor}-body`} aria-label={`${step.step} ${step.title}`} className="pt-1 pb-5 sm:pl-[26px]">
          <StepBody step={step} onStep={onStep} />
        </section>
      ) : null}
    </li>
  )
})

function Mark({ icon, children }: { readonly icon: 'warning' | 'lock'; readonly children: string }) {
  return (
    <span className="flex items-center gap-1 font-medium text-err">
      <Icon name={icon} className="size-3.5" />
      {children}
    </span>
  )
}

const waitWords = (minutes: number): string =>
  minutes >= 2880 ? `${Math.round(minutes / 1440)} days` : `${Math.round(minutes / 60)} h`
