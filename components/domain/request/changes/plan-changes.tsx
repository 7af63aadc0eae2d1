'use client'

import { useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { preview } from '#core/generate/preview.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { RequestView } from '#server/requests/views.ts'
import { useRequest } from '../data/request-provider.tsx'
import { counted } from '../data/when.ts'
import { comparePlans, type StepChange } from './compare-plans.ts'
import { TextDifference } from './text-difference.tsx'

interface BothProps {
  readonly before: RequestView
  readonly after: RequestView
}

const SHOWN = 60

/** Steps that came, went, say something else or are done at another point. */
export function PlanChanges({ before, after }: BothProps) {
  const changes = useMemo(() => {
    const [old, fresh] = [planOf(before), planOf(after)]
    return old && fresh ? comparePlans(old, fresh) : null
  }, [before, after])
  const [all, setAll] = useState(false)
  if (!changes)
    return (
      <Section title="Plan">
        <p className="text-ink-2">One of the two has no plan yet.</p>
      </Section>
    )
  const shown = all ? changes : changes.slice(0, SHOWN)
  return (
    <Section title="Plan" id="plan" end={summary(changes)}>
      {changes.length === 0 ? <p className="text-ink-2">The same steps in the same order.</p> : null}
      <ul>
        {shown.map((change) => (
          <StepChangeRow key={`${change.kind} ${change.step.id}`} change={change} />
        ))}
      </ul>
      {shown.length < changes.length ? (
        <Button className="mt-3" onClick={() => setAll(true)}>
          Show {counted(changes.length - shown.length, 'more step')}
        </Button>
      ) : null}
    </Section>
  )
}

/** A draft's plan is computed here, as on the tab Plan. */
function planOf({ generated, environment }: RequestView): Plan | null {
  return generated ? generated.plan : preview(environment, new Date().toISOString().slice(0, 10)).plan
}

const KINDS = ['added', 'removed', 'changed', 'moved'] as const
const WORDS = { added: 'new', removed: 'gone', changed: 'changed', moved: 'at another point of the order' } as const

function summary(changes: readonly StepChange[]): string {
  const parts = KINDS.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length
    return count === 0 ? [] : [`${count} ${kind}`]
  })
  return parts.length > 0 ? parts.join(', ') : 'no differences'
}

function StepChangeRow({ change }: { readonly change: StepChange }) {
  const { href } = useRequest()
  const { kind, step } = change
  const head = (
    <span className="[overflow-wrap:anywhere]">
      <code className="font-bold text-sm">{step.id}</code> {step.title}{' '}
      <span className="font-normal text-ink-3 text-sm">{WORDS[kind]}</span>
    </span>
  )
  return (
    <li data-difference tabIndex={-1}>
      {kind === 'changed' ? (
        <Disclosure summary={head} open={change.parts.length < 3}>
          <dl className="grid gap-3">
            {change.parts.map(({ name, before, after }) => (
              <div key={name}>
                <dt className="text-ink-3 text-sm">{name}</dt>
                <dd className="overflow-x-auto">
                  <TextDifference before={before} after={after} />
                </dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      ) : (
        <p className="flex flex-wrap items-baseline gap-x-3 border-rule border-t py-2.5">
          {head}
          {kind === 'removed' ? null : (
            <Link href={href('/plan', { text: step.id })} className="ml-auto text-sm">
              Show the step
            </Link>
          )}
        </p>
      )}
    </li>
  )
}
