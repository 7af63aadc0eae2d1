'use client'

import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { durationWords } from '#components/ui/time-words.ts'
import { counted } from '../data/when.ts'
import { PHASES, type PhaseGroup } from './filter-plan.ts'
import { StepRow } from './step-row.tsx'

interface PhaseSectionProps {
  readonly group: PhaseGroup
  /** Rows are rendered; a long plan begins with its phases closed. */
  readonly shown: boolean
  readonly onShow: () => void
  readonly open: ReadonlySet<string>
  readonly onToggle: (id: string) => void
  readonly onStep: (id: string) => void
}

export const minuteWords = (minutes: number): string => (minutes === 0 ? '0 min' : durationWords(minutes * 60_000))

export function PhaseSection({ group, shown, onShow, open, onToggle, onStep }: PhaseSectionProps) {
  const { phase, steps, minutes } = group
  const title = `${phase} ${PHASES[phase]}`
  return (
    <Section
      id={`phase-${phase}`}
      title={title}
      end={
        <span className="flex items-center gap-1">
          {counted(steps.length, 'step')}, {minuteWords(minutes)}
          <Button
            variant="plain"
            size="small"
            aria-expanded={shown}
            aria-label={`${shown ? 'Close' : 'Show'} phase ${title}`}
            onClick={onShow}
          >
            {shown ? 'Close' : 'Show'}
          </Button>
        </span>
      }
    >
      {shown ? (
        <ol>
          {steps.map((step) => (
            <StepRow key={step.id} step={step} open={open.has(step.id)} onToggle={onToggle} onStep={onStep} />
          ))}
        </ol>
      ) : null}
    </Section>
  )
}
