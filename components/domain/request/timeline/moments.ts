import { type Clock, clockText, dayClockText } from './axis.ts'
import { minuteOf, type Windows } from './schedule.ts'
import type { Scope } from './scope.ts'
import type { TimelineLayout } from './timeline-layout.ts'

export interface Moment {
  readonly minute: number
  readonly time: string
  readonly words: string
  readonly tone: 'plain' | 'wait' | 'window' | 'outage'
}

/** The timeline for phones and ears: what begins when, in order. */
export function momentsOf({ group }: Scope, { lanes, clock }: TimelineLayout, windows: Windows): Moment[] {
  const moments: Moment[] = []
  const add = (minute: number, words: string, tone: Moment['tone']) =>
    moments.push({ minute, time: timeWords(minute, clock), words, tone })
  const window = windows[group]
  if (window) {
    add(minuteOf(window.notBefore), 'Window opens', 'window')
    add(minuteOf(window.notAfter), 'Window closes', 'window')
  }
  for (const { name, range, steps, waits, outages, down } of lanes) {
    for (const { from, to } of waits) add(from, `${name} waits until ${clockText(to, clock)}, nobody needed`, 'wait')
    const begins = Math.min(...steps.map(({ start }) => start))
    const ends = Math.max(...steps.map(({ end }) => end))
    const [outage] = outages
    const interrupted = outage
      ? `; interrupted ${down}, until ${clockText(Math.max(...outages.map(({ to }) => to)), clock)}`
      : ''
    add(begins, `${name}: ${range}, until ${clockText(ends, clock)}${interrupted}`, outage ? 'outage' : 'plain')
  }
  return moments.sort((a, b) => a.minute - b.minute || rank(a) - rank(b))
}

const rank = ({ words }: Moment): number => (words === 'Window opens' ? 0 : words === 'Window closes' ? 2 : 1)

const timeWords = (minute: number, clock: Clock): string =>
  clock.offset === null ? clockText(minute, clock) : dayClockText(minute, clock)
