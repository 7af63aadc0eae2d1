const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MINUTE = 60_000

export interface Moment {
  /** `Sat 28 Nov 2026` */
  readonly day: string
  /** `Sat 28 Nov` */
  readonly shortDay: string
  readonly year: number
  /** `22:00` */
  readonly clock: string
  /** `22:00:07` */
  readonly clockSeconds: string
  /** `CET`, `UTC`, `UTC+05:30` */
  readonly zone: string
}

const two = (value: number) => String(value).padStart(2, '0')

/** Writes an instant as its UTC fields say, after they were shifted into a zone. */
function write(shifted: Date, zone: string): Moment {
  const shortDay = `${DAYS[shifted.getUTCDay()]} ${shifted.getUTCDate()} ${MONTHS[shifted.getUTCMonth()]}`
  const year = shifted.getUTCFullYear()
  const clock = `${two(shifted.getUTCHours())}:${two(shifted.getUTCMinutes())}`
  return {
    day: `${shortDay} ${year}`,
    shortDay,
    year,
    clock,
    clockSeconds: `${clock}:${two(shifted.getUTCSeconds())}`,
    zone,
  }
}

/** Minutes that a zone is ahead of UTC at an instant; null for a zone that the browser does not know. */
function offsetOf(instant: Date, zone: string): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }).formatToParts(instant)
    const field = (type: string) => Number(parts.find((part) => part.type === type)?.value)
    const local = Date.UTC(
      field('year'),
      field('month') - 1,
      field('day'),
      field('hour'),
      field('minute'),
      field('second'),
    )
    return Math.round((local - Math.floor(instant.getTime() / 1000) * 1000) / MINUTE)
  } catch {
    return null
  }
}

function offsetName(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const size = Math.abs(minutes)
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** The short name that people there use (`CET`), else the offset. */
function zoneName(instant: Date, zone: string, minutes: number): string {
  const name = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(instant)
    .find((part) => part.type === 'timeZoneName')?.value
  return name === undefined || /^(GMT|UTC)[+-]?\d*/.test(name) ? offsetName(minutes) : name
}

/** An instant as a clock in `zone` (IANA name) shows it. Falls back to UTC for a zone that is not known. */
export function momentIn(instant: Date, zone: string): Moment {
  const minutes = offsetOf(instant, zone)
  if (minutes === null) return write(instant, 'UTC')
  return write(new Date(instant.getTime() + minutes * MINUTE), zoneName(instant, zone, minutes))
}

/** An ISO 8601 instant in the offset that it carries itself; `label` names that offset, e.g. `CET`. */
export function momentAsWritten(iso: string, label?: string): Moment {
  const match = /([+-])(\d\d):(\d\d)$/.exec(iso)
  const size = match ? Number(match[2]) * 60 + Number(match[3]) : 0
  const minutes = match?.[1] === '-' ? -size : size
  return write(new Date(Date.parse(iso) + minutes * MINUTE), label ?? offsetName(minutes))
}

/** `3 h 55`, `42 min`, `2 days`; never less than one minute. */
export function durationWords(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(milliseconds) / MINUTE))
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return `${Math.round(hours / 24)} days`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${two(minutes % 60)}`
}

/** `in 3 h 55`, `4 min ago`, `now`. Stands only beside an absolute time. */
export function relativeWords(instant: Date, now: Date): string {
  const distance = instant.getTime() - now.getTime()
  if (Math.abs(distance) < MINUTE / 2) return 'now'
  return distance > 0 ? `in ${durationWords(distance)}` : `${durationWords(distance)} ago`
}
