import { momentAsWritten } from '#components/ui/time-words.ts'

const STEPS = [15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 7 * 1440, 14 * 1440, 28 * 1440]
const MAX_TICKS = 10

/** How minutes are written: in the offset of the windows with its label, or from the opening of a window without a time. */
export interface Clock {
  /** Minutes east of Greenwich; null: no time yet. */
  readonly offset: number | null
  readonly zone: string
}

export interface Tick {
  readonly minute: number
  readonly label: string
}

/** Minutes of the offset that an instant carries. */
export function offsetOf(instant: string): number {
  const match = /([+-])(\d\d):(\d\d)$/.exec(instant)
  if (!match) return 0
  const size = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -size : size
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The instant of a minute since 1970, written in an offset: `2026-12-05T20:00:00+01:00`. */
export function instantOf(minute: number, offset: number): string {
  const local = new Date((minute + offset) * 60_000).toISOString().slice(0, 19)
  const size = Math.abs(offset)
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** `20:00`, or `+2 h 05` after the opening. */
export function clockText(minute: number, { offset }: Clock): string {
  if (offset !== null) return momentAsWritten(instantOf(minute, offset)).clock
  const hours = Math.floor(minute / 60)
  return minute % 60 === 0 ? `+${hours} h` : `+${hours} h ${two(minute % 60)}`
}

/** `Sat 5 Dec, 20:00`, or the time after the opening. */
export function dayClockText(minute: number, clock: Clock): string {
  if (clock.offset === null) return clockText(minute, clock)
  const { shortDay, clock: time } = momentAsWritten(instantOf(minute, clock.offset))
  return `${shortDay}, ${time}`
}

/** Round times between two minutes, close enough to read and few enough to fit. */
export function ticksOf(from: number, to: number, clock: Clock): Tick[] {
  const step = STEPS.find((candidate) => (to - from) / candidate <= MAX_TICKS) ?? (to - from) / MAX_TICKS
  const offset = clock.offset ?? 0
  const first = Math.ceil((from + offset) / step) * step - offset
  const ticks: Tick[] = []
  for (let minute = first; minute <= to; minute += step) ticks.push({ minute, label: tickLabel(minute, step, clock) })
  return ticks
}

function tickLabel(minute: number, step: number, clock: Clock): string {
  if (clock.offset === null) return clockText(minute, clock)
  const { clock: time, shortDay } = momentAsWritten(instantOf(minute, clock.offset))
  if (step >= 1440) return shortDay.slice(4)
  const short = step < 60 ? time : time.slice(0, 2)
  return time === '00:00' ? `${shortDay.slice(0, 3)} ${short}` : short
}
