const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Minutes east of Greenwich of an ISO 8601 instant. */
function offsetMinutes(instant: string): number {
  const match = /([+-])(\d\d):(\d\d)$/.exec(instant)
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -minutes : minutes
}

function write(milliseconds: number): string {
  const date = new Date(milliseconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
  return `${day}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
}

/** `Sat 28 Nov 2026, 22:00`, in the offset that the instant itself carries, shifted by some minutes. */
export const localTime = (instant: string, shiftMinutes = 0): string =>
  write(Date.parse(instant) + (offsetMinutes(instant) + shiftMinutes) * 60_000)

/** The same moment in UTC: `Sat 28 Nov 2026, 21:00`. */
export const utcTime = (instant: string, shiftMinutes = 0): string => write(Date.parse(instant) + shiftMinutes * 60_000)

/** Two written moments; a common day is said once: `Sat 28 Nov 2026, 22:00 to 23:30`. */
export function span(from: string, to: string): readonly [from: string, to: string] {
  const [day, clock] = to.split(', ')
  return clock !== undefined && from.startsWith(`${day}, `) ? [from, clock] : [from, to]
}

/** `1 h 35 min`, `40 min`, `35 days`. */
export function duration(minutes: number): string {
  if (minutes >= 2 * 1440) return `${Math.round(minutes / 1440)} days`
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} min`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}
