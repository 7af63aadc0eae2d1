'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { Plan } from '#core/plan/plan.ts'
import { durationText } from '../model/instants.ts'

const KINDS = { directory: 'admin workstation', client: 'client', mim: 'MIM server', sql: 'SQL machine' } as const

const SHOWN = 50
const NOTHING = { steps: 0, minutes: 0 }

function workByTarget({ steps }: Plan): ReadonlyMap<string, { readonly steps: number; readonly minutes: number }> {
  const found = new Map<string, { steps: number; minutes: number }>()
  for (const { target, minutes } of steps) {
    const before = found.get(target) ?? NOTHING
    found.set(target, { steps: before.steps + 1, minutes: before.minutes + minutes })
  }
  return found
}

/** Targets, steps, minutes and outage of a plan. */
export function PlanFacts({ plan }: { readonly plan: Plan }) {
  const { targets, totals } = plan
  const [limit, setLimit] = useState(SHOWN)
  const work = workByTarget(plan)
  const figures = [
    { label: 'targets', value: String(targets.length) },
    { label: 'steps', value: String(totals.steps) },
    { label: 'working time', value: durationText(totals.minutes) },
    { label: 'outage', value: durationText(totals.outageMinutes) },
    { label: 'longest way', value: durationText(totals.criticalPathMinutes) },
  ]
  return (
    <>
      <dl className="mb-4 flex flex-wrap gap-x-8 gap-y-2">
        {figures.map(({ label, value }) => (
          <div key={label} className="flex flex-col-reverse">
            <dt className="text-ink-3 text-sm">{label}</dt>
            <dd className="font-bold text-xl">{value}</dd>
          </div>
        ))}
      </dl>
      <Table caption="Targets of the plan">
        <TableHead>
          <HeaderCell>Target</HeaderCell>
          <HeaderCell>What will change</HeaderCell>
          <HeaderCell numeric>Steps</HeaderCell>
          <HeaderCell numeric>Working time</HeaderCell>
        </TableHead>
        <TableBody>
          {targets.slice(0, limit).map(({ target, kind, summary }) => {
            const { steps, minutes } = work.get(target) ?? NOTHING
            return (
              <Row key={target}>
                <Cell heads>
                  <code className="font-bold">{target}</code>
                  <span className="block text-ink-3 text-sm">{KINDS[kind]}</span>
                </Cell>
                <Cell label="What will change">{summary}</Cell>
                <Cell label="Steps" numeric>
                  {steps}
                </Cell>
                <Cell label="Working time" numeric>
                  {durationText(minutes)}
                </Cell>
              </Row>
            )
          })}
        </TableBody>
      </Table>
      {targets.length > limit ? (
        <Button size="small" className="mt-2" onClick={() => setLimit(targets.length)}>
          Show all {targets.length} targets
        </Button>
      ) : null}
    </>
  )
}
