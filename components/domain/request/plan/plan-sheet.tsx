'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import { durationWords } from '#components/ui/time-words.ts'
import type { Plan } from '#core/plan/plan.ts'
import { counted, groupDigits } from '../data/when.ts'
import {
  byPhase,
  filterFromSearch,
  filterPlan,
  filterToSearch,
  NO_FILTER,
  PHASES,
  type PlanFilter,
} from './filter-plan.ts'
import { PlanFilters } from './plan-filters.tsx'
import { stepAnchor } from './step-body.tsx'
import { StepRow } from './step-row.tsx'

const LONG = 300

const minuteWords = (minutes: number): string => (minutes === 0 ? '0 min' : durationWords(minutes * 60_000))

/** Keeps the filter in the address, without a trip to the server. */
function writeFilter(filter: PlanFilter): void {
  const url = new URL(window.location.href)
  for (const name of Object.keys(NO_FILTER)) url.searchParams.delete(name)
  for (const [name, value] of Object.entries(filterToSearch(filter))) url.searchParams.set(name, value)
  window.history.replaceState(null, '', url)
}

/** All steps by phase. Rows are cheap; what a step says is rendered when it is opened. */
export function PlanSheet({ plan }: { readonly plan: Plan }) {
  const search = useSearchParams()
  const [filter, setFilter] = useState(() => filterFromSearch(search))
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [wanted, setWanted] = useState<string | null>(null)
  const shown = useDeferredValue(filter)
  const steps = useMemo(() => filterPlan(plan, shown), [plan, shown])

  const change = (next: PlanFilter) => {
    setFilter(next)
    writeFilter(next)
  }
  const toggle = useCallback((id: string) => {
    setOpen((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }, [])
  const goTo = (id: string) => {
    if (!plan.steps.some((step) => step.id === id)) return announce(`${id} is not in this plan.`)
    setOpen((before) => new Set(before).add(id))
    if (!steps.some((step) => step.id === id)) change(NO_FILTER)
    setWanted(id)
  }
  useEffect(() => {
    if (wanted === null || !steps.some(({ id }) => id === wanted)) return
    const row = document.getElementById(stepAnchor(wanted))
    row?.scrollIntoView({ block: 'start' })
    row?.querySelector('button')?.focus({ preventScroll: true })
    setWanted(null)
  }, [wanted, steps])

  const { totals } = plan
  const long = steps.length > LONG
  const all = steps.length > 0 && steps.every(({ id }) => open.has(id))
  return (
    <Sheet>
      <Section
        title="Plan"
        end={`${counted(totals.steps, 'step')}, ${minuteWords(totals.minutes)} of work, longest chain ${minuteWords(totals.criticalPathMinutes)}`}
      >
        <PlanFilters plan={plan} filter={filter} onChange={change} />
        <p role="status" className="mt-3 flex min-h-7 flex-wrap items-center gap-x-3 text-ink-3 text-sm">
          {groupDigits(steps.length)} of {counted(totals.steps, 'step')} shown
          {steps.length > 0 && steps.length <= 200 ? (
            <Button
              variant="plain"
              size="small"
              onClick={() => setOpen(all ? new Set() : new Set(steps.map(({ id }) => id)))}
            >
              {all ? 'Close all' : 'Open all'}
            </Button>
          ) : null}
        </p>
      </Section>
      {steps.length === 0 ? (
        <div className="px-4 pb-4 sm:px-6">
          <EmptyState
            title="No step matches"
            action={<Button onClick={() => change(NO_FILTER)}>Clear the filter</Button>}
          >
            Other words, or another target, may find it.
          </EmptyState>
        </div>
      ) : null}
      {byPhase(steps).map(({ phase, steps: own, minutes }) => (
        <Section
          key={phase}
          id={`phase-${phase}`}
          title={`${phase} ${PHASES[phase]}`}
          end={`${counted(own.length, 'step')}, ${minuteWords(minutes)}`}
        >
          {/* A long plan is laid out only near the screen; in a short one the browser may as well know all heights. */}
          <ol
            className={long ? '[content-visibility:auto]' : ''}
            style={long ? { containIntrinsicBlockSize: `auto ${own.length * 3.75}rem` } : {}}
          >
            {own.map((step) => (
              <StepRow key={step.id} step={step} open={open.has(step.id)} onToggle={toggle} onStep={goTo} />
            ))}
          </ol>
        </Section>
      ))}
    </Sheet>
  )
}
