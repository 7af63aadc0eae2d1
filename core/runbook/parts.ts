import type { PlanStep } from '#core/plan/plan.ts'

export interface Part {
  readonly key: string
  readonly title: string
  readonly note: string
  readonly steps: readonly PlanStep[]
}

const TITLES = [
  { key: 'prepare', title: 'Preparation', note: 'In the days before. Users notice nothing.' },
  { key: 'convert', title: 'Conversion', note: 'In the window. The services are interrupted.' },
  { key: 'check', title: 'Checks', note: 'Right after the conversion, and in the weeks after it.' },
  { key: 'retire', title: 'Decommission', note: 'After the soak. The old accounts go.' },
  { key: 'rollback', title: 'Rollback', note: 'Only when the change lead says so. Valid until K-04.' },
]

/** Where a request changes the secret of the mailbox alone. */
const UPDATE_TITLE = { title: 'The new password', note: 'In the window. Mail waits meanwhile; the portals answer.' }

function rankOf(step: PlanStep): number {
  if (step.phase === 'R') return 4
  if (step.phase === 'K') return 3
  if (step.window === 'checks') return 2
  return step.window === 'conversion' ? 1 : 0
}

/** The steps of one target as a reader meets them. A part never goes back, so document order is the order of the plan. */
export function partsOf(steps: readonly PlanStep[]): Part[] {
  let reached = 0
  const ranked = steps.map((step) => {
    reached = Math.max(reached, rankOf(step))
    return { step, rank: reached }
  })
  const isUpdate = steps.every(({ phase }) => phase === 'U')
  return TITLES.map((title, rank) => ({
    ...title,
    ...(isUpdate && title.key === 'convert' ? UPDATE_TITLE : {}),
    steps: ranked.filter((entry) => entry.rank === rank).map((entry) => entry.step),
  })).filter((part) => part.steps.length > 0)
}
