'use client'

import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { Automation, Phase, Plan } from '#core/plan/plan.ts'
import { AUTOMATION_WORDS, NO_FILTER, PHASES, type PlanFilter } from './filter-plan.ts'

interface PlanFiltersProps {
  readonly plan: Plan
  readonly filter: PlanFilter
  readonly onChange: (filter: PlanFilter) => void
}

export function PlanFilters({ plan, filter, onChange }: PlanFiltersProps) {
  const phases = [...new Set(plan.steps.map(({ phase }) => phase))]
  const automations = [...new Set(plan.steps.map(({ automation }) => automation))]
  const set = (part: Partial<PlanFilter>) => onChange({ ...filter, ...part })
  const filtered = Object.values(filter).some((value) => value !== '')
  return (
    <search className="grid items-end gap-3 sm:grid-cols-[minmax(0,2fr)_repeat(3,minmax(0,1fr))_auto]">
      <Field label="Find in steps and commands">
        <TextInput type="search" value={filter.text} onChange={(event) => set({ text: event.target.value })} />
      </Field>
      <Field label="Target">
        <Select
          value={filter.target}
          onChange={(event) => set({ target: event.target.value })}
          options={[
            { value: '', label: 'All targets' },
            ...plan.targets.map(({ target }) => ({ value: target, label: target })),
          ]}
        />
      </Field>
      <Field label="Phase">
        <Select
          value={filter.phase}
          onChange={(event) => set({ phase: event.target.value })}
          options={[
            { value: '', label: 'All phases' },
            ...phases.map((phase: Phase) => ({ value: phase, label: `${phase} ${PHASES[phase]}` })),
          ]}
        />
      </Field>
      <Field label="How">
        <Select
          value={filter.automation}
          onChange={(event) => set({ automation: event.target.value })}
          options={[
            { value: '', label: 'All ways' },
            ...automations.map((way: Automation) => ({ value: way, label: AUTOMATION_WORDS[way] })),
          ]}
        />
      </Field>
      <Button
        icon="close"
        blocked={filtered ? null : 'No filter is set.'}
        reason="hidden"
        onClick={() => onChange(NO_FILTER)}
      >
        Clear
      </Button>
    </search>
  )
}
