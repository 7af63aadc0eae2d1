import { momentAsWritten } from '#components/ui/time-words.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export interface TimeWindow {
  readonly notBefore: string
  readonly notAfter: string
  readonly timeZone: string
}

/** Geometry of the bar that shows a window on its day; everything in per cent of the bar. */
export interface DayBar {
  readonly left: number
  readonly width: number
  /** Words below the bar, evenly spread from its begin to its end. */
  readonly ticks: readonly string[]
  /** Where `now` is, or null while it is not on this bar. */
  readonly now: number | null
}

/** Milliseconds that the written offset of an instant is ahead of UTC. */
function offsetOf(iso: string): number {
  const match = /([+-])(\d\d):(\d\d)$/.exec(iso)
  const size = match ? (Number(match[2]) * 60 + Number(match[3])) * 60_000 : 0
  return match?.[1] === '-' ? -size : size
}

/**
 * Where a window lies on its day, by the clock of the place (the offset of its begin). A window of the evening or over midnight
 * gets a bar from noon to noon; one that fits into neither gets a bar of whole days.
 */
export function dayBar(window: TimeWindow, now: Date): DayBar {
  const offset = offsetOf(window.notBefore)
  const from = Date.parse(window.notBefore) + offset
  const to = Math.max(from, Date.parse(window.notAfter) + offset)
  const day = Math.floor(from / DAY) * DAY
  const noon = day + DAY / 2
  const evening = from >= day + 18 * HOUR
  if (!evening && to <= day + DAY) return place({ start: day, end: day + DAY, from, to, offset, now, ticks: hours(0) })
  if (from >= noon && to <= noon + DAY) {
    return place({ start: noon, end: noon + DAY, from, to, offset, now, ticks: hours(12) })
  }
  const end = Math.max(day + DAY, Math.ceil(to / DAY) * DAY)
  return place({ start: day, end, from, to, offset, now, ticks: days(day, end) })
}

function place({ start, end, from, to, offset, now, ticks }: Placing): DayBar {
  const share = (length: number) => Math.round((length / (end - start)) * 10_000) / 100
  const present = now.getTime() + offset
  return {
    left: share(from - start),
    width: share(to - from),
    ticks,
    now: present >= start && present <= end ? share(present - start) : null,
  }
}
interface Placing {
  readonly start: number
  readonly end: number
  readonly from: number
  readonly to: number
  readonly offset: number
  readonly now: Date
  readonly ticks: readonly string[]
}

const hours = (first: number): string[] =>
  [0, 6, 12, 18, 24].map((after) => {
    const hour = (first + after) % 24
    return String(hour === 0 && after === 24 ? 24 : hour).padStart(2, '0')
  })

/** At most five day names, the same number of days apart. */
function days(start: number, end: number): string[] {
  const count = Math.round((end - start) / DAY)
  const step = Math.ceil(count / 4)
  if (count % step !== 0) return [dayName(start), dayName(end)]
  return Array.from({ length: count / step + 1 }, (_, index) => dayName(start + index * step * DAY))
}
const dayName = (shifted: number): string =>
  momentAsWritten(new Date(shifted).toISOString()).shortDay.replace(/^\w+ /, '')

/** `Sat 28 Nov, 22:00 to 23:30 CET`; the day is said twice only when the window ends on another one. */
export function windowWords({ notBefore, notAfter, timeZone }: TimeWindow): string {
  const from = momentAsWritten(notBefore)
  const to = momentAsWritten(notAfter)
  const end = from.day === to.day ? to.clock : `${to.shortDay}, ${to.clock}`
  return `${from.shortDay}, ${from.clock} to ${end} ${timeZone}`
}
