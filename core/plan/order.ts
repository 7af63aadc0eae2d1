import type { StepOutline } from './outline.ts'
import type { Plan } from './plan.ts'

const PHASES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'U', 'R']

/** Ordinal order without the tables of a locale. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byPhaseThenId = (a: StepOutline, b: StepOutline): number =>
  PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || compare(a.id, b.id)

/**
 * The steps in an order in which everything that a step waits for stands before it; where there is a choice, phase, then id.
 * Throws when a step waits for itself or for a step that does not exist: that would be a mistake in this program.
 */
export function orderSteps<S extends StepOutline>(steps: readonly S[]): S[] {
  const known = new Set(steps.map((step) => step.id))
  for (const step of steps) {
    const missing = step.after.find((id) => !known.has(id))
    if (missing !== undefined) throw new RangeError(`${step.id} waits for ${missing}, which is not in the plan`)
  }
  if (known.size !== steps.length) throw new RangeError('two steps have one id')
  const sorted = [...steps].sort(byPhaseThenId)
  const rankOf = new Map(sorted.map((step, rank) => [step.id, rank]))
  const waitsFor = sorted.map((step) => step.after.length)
  const followers: number[][] = sorted.map(() => [])
  sorted.forEach((step, rank) => {
    for (const id of step.after) followers[rankOf.get(id) ?? rank]?.push(rank)
  })
  const ready = sorted.flatMap((_step, rank) => (waitsFor[rank] === 0 ? [rank] : []))
  const ordered: S[] = []
  for (let rank = ready.shift(); rank !== undefined; rank = ready.shift()) {
    const step = sorted[rank]
    if (step) ordered.push(step)
    for (const follower of followers[rank] ?? []) {
      const left = (waitsFor[follower] ?? 0) - 1
      waitsFor[follower] = left
      if (left === 0) insert(ready, follower)
    }
  }
  if (ordered.length !== sorted.length) {
    const placed = new Set(ordered)
    const stuck = sorted.filter((step) => !placed.has(step)).map((step) => step.id)
    throw new RangeError(`steps wait for one another: ${stuck.join(', ')}`)
  }
  return ordered
}

/** Keeps an ascending list ascending. */
function insert(ranks: number[], rank: number): void {
  let low = 0
  for (let high = ranks.length; low < high; ) {
    const middle = (low + high) >> 1
    if ((ranks[middle] ?? 0) < rank) low = middle + 1
    else high = middle
  }
  ranks.splice(low, 0, rank)
}

/** Waits for the weeks after the conversion: soak, password roll, decommission. */
const isLater = (step: StepOutline): boolean => step.phase === 'K' || step.step === 'J-10' || step.step === 'J-12'

/**
 * Minutes are a person's working time without rollback. The critical path is the longest chain of work and waiting up to the
 * last check of the conversion: soak, password roll (J-12), watching (J-10) and decommission (K) come in the weeks after it.
 */
export function totalsOf(ordered: readonly StepOutline[]): Plan['totals'] {
  const planned = ordered.filter((step) => step.phase !== 'R')
  const finish = new Map<string, number>()
  let criticalPathMinutes = 0
  for (const step of planned) {
    const begin = Math.max(0, ...step.after.map((id) => finish.get(id) ?? 0))
    const end = begin + step.minutes + step.waitMinutes
    finish.set(step.id, end)
    if (!isLater(step)) criticalPathMinutes = Math.max(criticalPathMinutes, end)
  }
  return {
    steps: ordered.length,
    minutes: sum(planned.map((step) => step.minutes)),
    outageMinutes: sum(planned.filter((step) => step.outage).map((step) => step.minutes)),
    criticalPathMinutes,
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
