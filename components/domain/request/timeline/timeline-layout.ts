import type { PlanTarget } from '#core/plan/plan.ts'
import { textWidth } from '../picture/text-width.ts'
import { type Clock, clockText, dayClockText, offsetOf, ticksOf } from './axis.ts'
import { type Interval, type LaneIntervals, laneIntervals } from './lane-intervals.ts'
import { minuteOf, type Windows } from './schedule.ts'
import type { Scope } from './scope.ts'

export const WIDTH = 912
const LEFT = 136
const TOP = 24
const PITCH = 42
const BAR = 22
const LEAST = 3

export interface Bar {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly look: 'critical' | 'slip' | 'wait'
}
export interface TimelineText {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
  readonly look: 'lane' | 'tick' | 'steps' | 'outage' | 'window'
}
export interface TimelineLayout {
  readonly width: number
  readonly height: number
  readonly ticks: readonly number[]
  /** Times in which changes are allowed. */
  readonly windows: readonly { readonly x: number; readonly width: number; readonly opens: boolean }[]
  readonly bars: readonly Bar[]
  readonly outages: readonly { readonly x: number; readonly y: number; readonly width: number }[]
  readonly texts: readonly TimelineText[]
  readonly lanes: readonly LaneIntervals[]
  readonly clock: Clock
  readonly from: number
  readonly to: number
}

/** The clock of a scope: that of its own window. */
export const clockOfScope = ({ group }: Scope, windows: Windows, zone: string): Clock => {
  const window = windows[group]
  return { offset: window ? offsetOf(window.notBefore) : null, zone: window ? zone : '' }
}

/** The axis holds all work; a window is drawn whole unless it is much longer than the work in it. */
function axisOf({ group, steps }: Scope, windows: Windows): [from: number, to: number] {
  const window = windows[group]
  const first = Math.min(...steps.map(({ waitFrom }) => waitFrom))
  const last = Math.max(...steps.map(({ end }) => end))
  const from = window ? Math.min(minuteOf(window.notBefore), first) : 0
  const busy = Math.max(last - from, 60)
  const closes = window ? minuteOf(window.notAfter) : last
  const to = closes - from <= 4 * busy ? Math.max(closes, last) : from + 1.3 * busy
  return [from, Math.ceil(to / 30) * 30]
}

/**
 * One row for each lane, bars by time: work on the critical path, work that may slip, waiting; below a bar the time in which its
 * service is interrupted. Everything lies between the axis' ends, and the shortest step can still be seen.
 */
export function layOutTimeline(
  scope: Scope,
  windows: Windows,
  zone: string,
  targets: readonly PlanTarget[],
): TimelineLayout {
  const clock = clockOfScope(scope, windows, zone)
  const [from, to] = axisOf(scope, windows)
  const xOf = (minute: number): number => LEFT + ((minute - from) / (to - from)) * (WIDTH - LEFT)
  const lanes = laneIntervals(scope, targets)
  const bottom = TOP + lanes.length * PITCH
  const rows = lanes.map((lane, index) => drawLane(lane, TOP + index * PITCH + 8, xOf))
  const ticks = ticksOf(from, to, clock)
  const texts: TimelineText[] = ticks.map(({ minute, label }, index) => ({
    x: Math.min(xOf(minute), WIDTH),
    y: 14,
    text: index === ticks.length - 1 && clock.zone ? `${label} ${clock.zone}` : label,
    anchor: xOf(minute) > WIDTH - 40 ? 'end' : 'middle',
    look: 'tick',
  }))
  return {
    width: WIDTH,
    height: bottom + 24,
    ticks: ticks.map(({ minute }) => xOf(minute)),
    bars: rows.flatMap((row) => row.bars),
    outages: rows.flatMap((row) => row.outages),
    texts: [...texts, ...rows.flatMap((row) => row.texts), ...windowTexts(scope, windows, clock, xOf, bottom + 16)],
    windows: shades(scope, windows, from, to, xOf),
    lanes,
    clock,
    from,
    to,
  }
}

type Scale = (minute: number) => number

function drawLane(lane: LaneIntervals, y: number, xOf: Scale) {
  const bar = (look: Bar['look'], { from, to }: Interval): Bar => {
    const thin = look === 'slip'
    const x = Math.min(xOf(from), WIDTH - LEAST)
    const width = Math.max(Math.min(xOf(to), WIDTH) - x, LEAST)
    return { x, width, y: thin ? y + 4 : y, height: thin ? BAR - 8 : BAR, look }
  }
  const bars = [
    ...lane.waits.map((one) => bar('wait', one)),
    ...lane.slips.map((one) => bar('slip', one)),
    ...lane.critical.map((one) => bar('critical', one)),
  ]
  const outages = lane.outages.map(({ from, to }) => ({
    x: xOf(from),
    y: y + BAR + 5,
    width: Math.max(xOf(to) - xOf(from), LEAST),
  }))
  const left = Math.min(...bars.map(({ x }) => x))
  const right = Math.max(...bars.map(({ x, width }) => x + width))
  const lineEnd = Math.max(0, ...outages.map(({ x, width }) => x + width))
  const texts: TimelineText[] = [
    { x: 0, y: y + 15, text: lane.name, anchor: 'start', look: 'lane' },
    ...beside(lane.range, left, right, y + 15, 'steps'),
    ...(lane.down ? beside(`interrupted ${lane.down}`, outages[0]?.x ?? left, lineEnd, y + BAR + 9, 'outage') : []),
  ]
  return { bars, outages, texts }
}

/** Behind what it belongs to, else in front of it, else left out: the table says it too. */
function beside(text: string, left: number, right: number, y: number, look: TimelineText['look']): TimelineText[] {
  const width = textWidth(text, 'sans', 12)
  if (right + 6 + width <= WIDTH) return [{ x: right + 6, y, text, anchor: 'start', look }]
  if (left - 6 - width >= LEFT) return [{ x: left - 6, y, text, anchor: 'end', look }]
  return []
}

function shades({ group, steps }: Scope, windows: Windows, from: number, to: number, xOf: Scale) {
  const groups = [...new Set([group, ...steps.map((step) => step.group)])]
  return groups.flatMap((one) => {
    const window = windows[one]
    if (!window) return []
    const [opens, closes] = [Math.max(minuteOf(window.notBefore), from), Math.min(minuteOf(window.notAfter), to)]
    return closes > opens ? [{ x: xOf(opens), width: xOf(closes) - xOf(opens), opens: opens > from }] : []
  })
}

function windowTexts({ group }: Scope, windows: Windows, clock: Clock, xOf: Scale, y: number): TimelineText[] {
  const window = windows[group]
  if (!window) return []
  const [opens, closes] = [minuteOf(window.notBefore), minuteOf(window.notAfter)]
  const words = closes - opens < 1440 ? clockText : dayClockText
  const text = `window ${words(opens, clock)}–${words(closes, clock)}`
  return [{ x: xOf(opens) + 2, y, text, anchor: 'start', look: 'window' }]
}
