'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { SegmentedChoice } from '#components/ui/choice.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/sheet.tsx'
import type { Environment } from '#core/environment/environment.ts'
import type { WindowGroup } from '#core/environment/vocabulary.ts'
import type { Plan } from '#core/plan/plan.ts'
import { longDay } from '../data/when.ts'
import { Figures } from './figures.tsx'
import { momentsOf } from './moments.ts'
import { figuresOf } from './plan-figures.ts'
import { schedule } from './schedule.ts'
import { scopesOf } from './scope.ts'
import { layOutTimeline } from './timeline-layout.ts'
import { TimelineLegend } from './timeline-legend.tsx'
import { TimelineSvg } from './timeline-svg.tsx'
import { TimelineList, TimelineTable } from './timeline-words.tsx'

const WORDS: Readonly<Record<WindowGroup, string>> = {
  directory: 'Directory',
  software: 'Software',
  conversion: 'Conversion',
  checks: 'Checks',
  decommission: 'Clean-up',
}

interface TimelineSectionProps {
  readonly plan: Plan
  readonly environment: Environment
}

/** The plan by the clock: the conversion first, other windows on demand. */
export function TimelineSection({ plan, environment }: TimelineSectionProps) {
  const [chosen, setChosen] = useState<WindowGroup>('conversion')
  const [asTable, setAsTable] = useState(false)
  const { windows, timeZone } = environment.schedule
  const scopes = scopesOf(schedule(plan, windows), windows)
  const scope = scopes.find(({ group }) => group === chosen) ?? scopes[0]
  if (!scope)
    return (
      <Section title="Hour by hour">
        <EmptyState title="No step needs a window">
          The timeline shows steps that are held back until a window opens.
        </EmptyState>
      </Section>
    )
  const window = windows[scope.group]
  const title = window ? `${longDay(window.notBefore)}, hour by hour` : `${WORDS[scope.group]}, hour by hour`
  const layout = layOutTimeline(scope, windows, timeZone, plan.targets)
  const toggle = (
    <Button
      variant="plain"
      size="small"
      className="max-sm:hidden"
      aria-pressed={asTable}
      onClick={() => setAsTable(!asTable)}
    >
      {asTable ? 'As picture' : 'As table'}
    </Button>
  )
  return (
    <Section title={title} end={toggle}>
      <Figures figures={figuresOf(plan, environment)} />
      <SegmentedChoice
        label="Window"
        value={scope.group}
        options={scopes.map(({ group }) => ({ value: group, label: WORDS[group] }))}
        onChange={setChosen}
        className="mb-4"
      />
      {window ? null : (
        <p className="mb-3 text-ink-2 text-sm">This window has no time yet. Hours count from its opening.</p>
      )}
      <div className="sm:hidden">
        <TimelineList moments={momentsOf(scope, layout, windows)} />
      </div>
      <div className="max-sm:hidden">
        {asTable ? (
          <TimelineTable scope={scope} clock={layout.clock} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
          <section tabIndex={0} aria-label="Timeline, scrolls sideways" className="overflow-x-auto">
            <TimelineSvg layout={layout} label={`${title}. The table says the same.`} />
          </section>
        )}
      </div>
      <TimelineLegend />
    </Section>
  )
}
