import { WINDOW_GROUPS, type WindowGroup } from '#core/environment/vocabulary.ts'
import { minuteOf, type ScheduledStep, type Windows } from './schedule.ts'

/** Checks that follow so soon are drawn in the same picture. */
const SOON = 6 * 60
/** A wait so long is told in words; drawn, it would leave no room for the work. */
const LONG_WAIT = 2 * 24 * 60

/** What one picture shows. */
export interface Scope {
  readonly group: WindowGroup
  readonly steps: readonly ScheduledStep[]
}

/** One picture for each window in which there is work, the conversion together with the checks that follow at once. */
export function scopesOf(scheduled: readonly ScheduledStep[], windows: Windows): Scope[] {
  const drawn = scheduled.filter(({ waitFrom, start }) => start - waitFrom <= LONG_WAIT)
  const conversionEnds = lastEnd(drawn, windows)
  const together = (one: ScheduledStep): WindowGroup =>
    one.group === 'checks' && conversionEnds !== null && one.end <= conversionEnds + SOON ? 'conversion' : one.group
  const groups = Map.groupBy(drawn, together)
  return WINDOW_GROUPS.flatMap((group) => {
    const steps = groups.get(group)
    return steps ? [{ group, steps }] : []
  })
}

/** When the conversion window closes, or its last step ends if that is later; null unless both windows have a time. */
function lastEnd(scheduled: readonly ScheduledStep[], windows: Windows): number | null {
  if (!windows.conversion || !windows.checks) return null
  const ends = scheduled.filter(({ group }) => group === 'conversion').map(({ end }) => end)
  return Math.max(minuteOf(windows.conversion.notAfter), ...ends)
}
