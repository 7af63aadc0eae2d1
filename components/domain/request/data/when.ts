import { momentAsWritten } from '#components/ui/time-words.ts'
import type { Environment } from '#core/environment/environment.ts'

/** `Sat 28 Nov, 22:00 CET`, on the clock of the window itself. */
export function windowOpening({ schedule }: Environment): string {
  const { conversion } = schedule.windows
  if (!conversion) return 'no window yet'
  const { shortDay, clock, zone } = momentAsWritten(conversion.notBefore, schedule.timeZone || undefined)
  return `${shortDay}, ${clock} ${zone}`
}

const LONG_DAYS: Readonly<Record<string, string>> = {
  Mon: 'Monday',
  Tue: 'Tuesday',
  Wed: 'Wednesday',
  Thu: 'Thursday',
  Fri: 'Friday',
  Sat: 'Saturday',
  Sun: 'Sunday',
}

/** `Saturday 28 November`, on the clock of the instant itself. */
export function longDay(instant: string): string {
  const [day = '', number = '', month = ''] = momentAsWritten(instant).shortDay.split(' ')
  return `${LONG_DAYS[day] ?? day} ${number} ${LONG_MONTHS[month] ?? month}`
}

const LONG_MONTHS: Readonly<Record<string, string>> = {
  Jan: 'January',
  Feb: 'February',
  Mar: 'March',
  Apr: 'April',
  Jun: 'June',
  Jul: 'July',
  Aug: 'August',
  Sep: 'September',
  Oct: 'October',
  Nov: 'November',
  Dec: 'December',
}

/** `5,978 bytes`, `31 kB`, `1.6 MB`. */
export function byteWords(bytes: number): string {
  if (bytes < 10_000) return `${groupDigits(bytes)} bytes`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** `5,978`: the same on server and browser, whatever their locale. */
export const groupDigits = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

/** `1 step`, `3 steps`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${groupDigits(count)} ${count === 1 ? one : many}`
