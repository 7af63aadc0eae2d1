import type { Automation, Phase, Plan, PlanStep } from '#core/plan/plan.ts'

export interface PlanFilter {
  readonly text: string
  readonly target: string
  readonly phase: string
  readonly automation: string
}

export const NO_FILTER: PlanFilter = { text: '', target: '', phase: '', automation: '' }

export const PHASES: Readonly<Record<Phase, string>> = {
  A: 'Discovery',
  B: 'Backup',
  C: 'Software',
  D: 'Active Directory',
  E: 'Hosts and SQL',
  F: 'Synchronization Service',
  G: 'MIM Service',
  H: 'Portals',
  I: 'PAM',
  J: 'Checks',
  K: 'Soak and clean-up',
  R: 'Rollback',
  U: 'Password of the mailbox',
}

export const AUTOMATION_WORDS: Readonly<Record<Automation, string>> = {
  automated: 'automated',
  verified: 'by hand, verified',
  manual: 'by hand',
}

const textOf = ({ id, title, who, where, subject, runs, actions }: PlanStep): string =>
  [id, title, who, where, subject ?? '', runs ?? '', ...actions.map(({ command }) => command ?? '')]
    .join('\n')
    .toLowerCase()

/** Steps that hold every word of the text (in number, title, person, place or command) and match the choices. */
export function filterPlan({ steps }: Plan, { text, target, phase, automation }: PlanFilter): PlanStep[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return steps.filter((step) => {
    if (target !== '' && step.target !== target) return false
    if (phase !== '' && step.phase !== phase) return false
    if (automation !== '' && step.automation !== automation) return false
    if (words.length === 0) return true
    const searched = textOf(step)
    return words.every((word) => searched.includes(word))
  })
}

export interface PhaseGroup {
  readonly phase: Phase
  readonly steps: readonly PlanStep[]
  readonly minutes: number
}

/** The steps by phase, both in the order of the plan. */
export const byPhase = (steps: readonly PlanStep[]): PhaseGroup[] =>
  [...Map.groupBy(steps, ({ phase }) => phase)].map(([phase, own]) => ({
    phase,
    steps: own,
    minutes: own.reduce((total, { minutes }) => total + minutes, 0),
  }))

/** Search parameters of a filter; empty ones are left out. */
export function filterToSearch(filter: PlanFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))
}

export const filterFromSearch = (search: { get(name: string): string | null }): PlanFilter => ({
  text: search.get('text') ?? '',
  target: search.get('target') ?? '',
  phase: search.get('phase') ?? '',
  automation: search.get('automation') ?? '',
})
