'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import type { Plan } from '#core/plan/plan.ts'
import { counted, groupDigits } from '../data/when.ts'
import { byPhase, filterFromSearch, filterPlan, filterToSearch, NO_FILTER, type PlanFilter } from './filter-plan.ts'
import { minuteWords, PhaseSection } from './phase-section.tsx'
import { PlanFilters } from './plan-filters.tsx'
import { stepAnchor } from './step-body.tsx'

/** More rows than that are shown phase by phase. */
const LONG = 300

/** The set with a member taken out, or put in if it was not there. */
function flipped(set: ReadonlySet<string>, member: string): ReadonlySet<string> {
  const changed = new Set(set)
  if (!changed.delete(member)) changed.add(member)
  return changed
}

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
  /** Phases that the person showed or closed; a long plan begins with all closed. */
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({})
  const [wanted, setWanted] = useState<string | null>(null)
  const shown = useDeferredValue(filter)
  const steps = useMemo(() => filterPlan(plan, shown), [plan, shown])
  const long = steps.length > LONG
  const change = (next: PlanFilter) => {
    setFilter(next)
    writeFilter(next)
  }
  const toggle = useCallback((id: string) => {
    setOpen((before) => flipped(before, id))
  }, [])
  const goTo = (id: string) => {
    const step = plan.steps.find((candidate) => candidate.id === id)
    if (!step) return announce(`${id} is not in this plan.`)
    setChosen({ ...chosen, [step.phase]: true })
    setOpen((before) => new Set(before).add(id))
    if (!steps.includes(step)) change(NO_FILTER)
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
      {byPhase(steps).map((group) => (
        <PhaseSection
          key={group.phase}
          group={group}
          shown={chosen[group.phase] ?? !long}
          onShow={() => setChosen({ ...chosen, [group.phase]: !(chosen[group.phase] ?? !long) })}
          open={open}
          onToggle={toggle}
          onStep={goTo}
        />
      ))}
    </Sheet>
  )
}
