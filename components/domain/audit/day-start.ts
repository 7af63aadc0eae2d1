const DAY = 86_400_000

/** How far a clock in `zone` is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant)
  const field = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(field('year'), field('month') - 1, field('day'), field('hour'), field('minute')) - instant
}

/**
 * The first instant of a calendar day in a zone (IANA name), `plusDays` later, as ISO 8601 in UTC. Days of 23 and 25 hours are
 * right, too.
 */
export function dayStart(day: string, plusDays: number, zone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) + plusDays * DAY
  // The offset at UTC midnight may be the one of the other side of a change of clocks; the second look settles it.
  const guess = midnight - offsetAt(midnight, zone)
  return new Date(midnight - offsetAt(guess, zone)).toISOString()
}
