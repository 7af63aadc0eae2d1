const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (value: number) => String(value).padStart(2, '0')

/** `Sat 28 Nov 2026, 21:00 UTC`: the same words on every machine. */
export function instantInWords(at: string | Date): string {
  const date = new Date(at)
  const day = `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
  return `${day}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`
}

/** An instant with offset as it was typed: `Sat 28 Nov 2026, 22:00 CET`. */
export function localInstantInWords(instant: string, zone: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(instant)
  if (!parts) return instant
  const [, year, month, day, hour, minute] = parts
  const weekday = DAYS[new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDay()]
  return `${weekday} ${Number(day)} ${MONTHS[Number(month) - 1]} ${year}, ${hour}:${minute} ${zone}`
}

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
export const numberInWords = (value: number) => NUMBERS[value] ?? String(value)

/** `5,978` */
export const withThousands = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

/** Hex in groups of four. */
export const inFours = (hex: string) => hex.match(/.{1,4}/g)?.join(' ') ?? ''
