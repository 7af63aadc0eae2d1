import { WINDOW_GROUPS, type WindowGroup } from '#core/environment/vocabulary.ts'
import type { ScheduledStep, Windows } from './schedule.ts'

/** Checks that follow so soon after the last step of the conversion are drawn in the same picture. */
const SOON = 2 * 60
/** A wait so long is told in words; drawn, it would leave no room for the work. */
const LONG_WAIT = 2 * 24 * 60
const DAY = 24 * 60

/** What one picture shows. */
export interface Scope {
  readonly group: WindowGroup
  readonly steps: readonly ScheduledStep[]
}

/** One picture for each window in which there is work, the conversion together with the checks that follow at once. */
export function scopesOf(scheduled: readonly ScheduledStep[], windows: Windows): Scope[] {
  const drawn = scheduled.filter(({ waitFrom, start }) => start - waitFrom <= LONG_WAIT)
  const ends = windows.conversion && windows.checks ? lastEnd(drawn, 'conversion') : null
  const firstCheck = Math.min(...drawn.filter(({ group }) => group === 'checks').map(({ start }) => start))
  const soon = (one: ScheduledStep) => ends !== null && firstCheck <= ends + SOON && one.start <= ends + DAY
  const together = (one: ScheduledStep): WindowGroup => (one.group === 'checks' && soon(one) ? 'conversion' : one.group)
  const groups = Map.groupBy(drawn, together)
  return WINDOW_GROUPS.flatMap((group) => {
    const steps = groups.get(group)
    return steps ? [{ group, steps }] : []
  })
}

const lastEnd = (scheduled: readonly ScheduledStep[], wanted: WindowGroup): number =>
  Math.max(...scheduled.filter(({ group }) => group === wanted).map(({ end }) => end))
