import { durationWords } from '#components/ui/time-words.ts'
import type { PlanTarget } from '#core/plan/plan.ts'
import { LANES, type LaneName, laneOf, SERVICE_LANES, stepRange } from './lanes.ts'
import { type ScheduledStep, slackOf } from './schedule.ts'
import type { Scope } from './scope.ts'

export interface Interval {
  readonly from: number
  readonly to: number
}

export interface LaneIntervals {
  readonly name: LaneName
  readonly steps: readonly ScheduledStep[]
  /** `F-01…F-04`. */
  readonly range: string
  readonly critical: readonly Interval[]
  readonly slips: readonly Interval[]
  readonly waits: readonly Interval[]
  readonly outages: readonly Interval[]
  /** How long the service is interrupted, in words; empty when it is not. */
  readonly down: string
}

/** Intervals that touch or overlap become one. */
function union(intervals: readonly Interval[]): Interval[] {
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** What happens in each lane of a scope, lanes in their fixed order, empty ones left out. */
export function laneIntervals(scope: Scope, targets: readonly PlanTarget[]): LaneIntervals[] {
  const kinds = new Map(targets.map(({ target, kind }) => [target, kind]))
  const hasPortals = scope.steps.some(({ step }) => step.step === 'H-01')
  const slack = slackOf(scope.steps)
  const byLane = Map.groupBy(scope.steps, (one) => laneOf(scope.group, one, { kinds, hasPortals }))
  const down = new Map(LANES.map((name) => [name, outagesOf(name, byLane)]))
  return LANES.flatMap((name) => {
    const steps = byLane.get(name)
    if (!steps) return []
    const work = ({ start, end }: ScheduledStep): Interval => ({ from: start, to: end })
    const isCritical = ({ step }: ScheduledStep): boolean => (slack.get(step.id) ?? 0) === 0
    const waiting = steps.filter(({ waitFrom, start }) => waitFrom < start)
    const outages = down.get(name) ?? []
    const minutes = outages.reduce((total, { from, to }) => total + to - from, 0)
    return [
      {
        name,
        steps,
        range: stepRange(steps.map(({ step }) => step)),
        critical: union(steps.filter(isCritical).map(work)),
        slips: union(steps.filter((one) => !isCritical(one)).map(work)),
        waits: union(waiting.map(({ waitFrom, start }) => ({ from: waitFrom, to: start }))),
        outages,
        down: minutes > 0 ? durationWords(minutes * 60_000) : '',
      },
    ]
  })
}

/**
 * A service is down from its first interrupting step to its last, also between them; password portals and PAM from the
 * moment in which the MIM Service behind them stops.
 */
function outagesOf(name: LaneName, byLane: ReadonlyMap<LaneName, readonly ScheduledStep[]>): Interval[] {
  const interrupting = (lane: LaneName) => (byLane.get(lane) ?? []).filter(({ step }) => step.outage)
  const own = interrupting(name)
  if (name === 'Checks') return union(own.map(({ start, end }) => ({ from: start, to: end })))
  if (own.length === 0 || !SERVICE_LANES.includes(name)) return []
  const all = name === 'SSPR' || name === 'PAM' ? [...own, ...interrupting('SVC')] : own
  return [{ from: Math.min(...all.map(({ start }) => start)), to: Math.max(...own.map(({ end }) => end)) }]
}
