/** An instant as a person types it: local date and time, and the offset from UTC. */
export interface InstantParts {
  /** As `<input type="datetime-local">` has it: `2026-12-05T20:00`, with seconds only where there are any. */
  readonly local: string
  /** `+01:00`, or `Z`. */
  readonly offset: string
}

const FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)$/

/** Null for text that is no instant. */
export function splitInstant(text: string): InstantParts | null {
  const match = FORM.exec(text)
  return match?.[1] && match[2] ? { local: match[1], offset: match[2] } : null
}

/** Null until date, time and offset are complete. Keeps the seconds of `before` when the control shows none. */
export function joinInstant({ local, offset }: InstantParts, before?: string): string | null {
  const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? `${local}${secondsOf(before)}` : local
  const joined = `${seconds}${offset}`
  return splitInstant(joined) && !Number.isNaN(Date.parse(joined)) ? joined : null
}

function secondsOf(before: string | undefined): string {
  const old = before === undefined ? null : splitInstant(before)
  return old ? old.local.slice(16) : ':00'
}

/** Offsets that are in use somewhere, west to east. */
export const OFFSETS: readonly string[] = [
  ...[-12, -11, -10, -9.5, -9, -8, -7, -6, -5, -4, -3.5, -3, -2, -1, 0, 1, 2, 3, 3.5, 4, 4.5, 5, 5.5, 5.75, 6, 6.5],
  ...[7, 8, 8.75, 9, 9.5, 10, 10.5, 11, 12, 12.75, 13, 14],
].map(offsetText)

/** `+05:45` of 5.75 hours. */
function offsetText(hours: number): string {
  const minutes = Math.round(Math.abs(hours) * 60)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${hours < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `Sat 28 Nov 2026, 22:00` in the instant's own offset; the text itself when it is no instant. */
export function localText(instant: string): string {
  const parts = splitInstant(instant)
  if (parts === null) return instant
  const [date = '', time = ''] = parts.local.split('T')
  const [year, month, day] = date.split('-').map(Number)
  const weekday = DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]
  return `${weekday} ${day} ${MONTHS[(month ?? 1) - 1]} ${year}, ${time.slice(0, 5)}`
}

/** `1 d 12 h`, `3 h 55`, `40 min`; how long a window is. */
export function durationText(minutes: number): string {
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`
  if (hours > 0) return rest > 0 ? `${hours} h ${String(rest).padStart(2, '0')}` : `${hours} h`
  return `${rest} min`
}

/** What a person typed so far, complete or not. */
export function instantParts(text: string): InstantParts {
  const match = /^(.*?)(Z|[+-]\d\d:\d\d)?$/.exec(text)
  return splitInstant(text) ?? { local: match?.[1] ?? '', offset: match?.[2] ?? '' }
}

/** Text of both parts, an instant once both are complete. */
export const writeInstant = (parts: InstantParts, before?: string): string =>
  joinInstant(parts, before) ?? `${parts.local}${parts.offset}`

/** The offset that this computer's zone has at a local time. */
export function offsetAt(local: string): string {
  const minutes = new Date(local).getTimezoneOffset()
  return Number.isNaN(minutes) ? '' : offsetText(-minutes / 60)
}
