import type { Plan } from '#core/plan/plan.ts'

export interface TargetRow {
  readonly summary: string
  readonly targets: readonly string[]
  /** Of each of them. */
  readonly steps: number
  readonly minutes: number
}

/** Targets on which the same happens share a row; nodes of a pool are many, what they do is one sentence. */
export function groupTargets({ targets, steps }: Plan): TargetRow[] {
  const byTarget = Map.groupBy(steps, ({ target }) => target)
  const rows = new Map<string, TargetRow & { targets: string[] }>()
  for (const { target, kind, summary } of targets) {
    const own = byTarget.get(target) ?? []
    const minutes = own.filter(({ phase }) => phase !== 'R').reduce((total, step) => total + step.minutes, 0)
    const key = `${kind} ${own.length} ${minutes} ${summary}`
    const row = rows.get(key)
    if (row) row.targets.push(target)
    else rows.set(key, { summary, targets: [target], steps: own.length, minutes })
  }
  return [...rows.values()]
}
