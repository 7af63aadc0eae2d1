import { durationWords, momentAsWritten } from '#components/ui/time-words.ts'
import type { Environment } from '#core/environment/environment.ts'
import type { Plan } from '#core/plan/plan.ts'
import { type Clock, clockText, dayClockText, instantOf, offsetOf } from './axis.ts'
import { laneIntervals } from './lane-intervals.ts'
import { minuteOf, schedule } from './schedule.ts'
import { scopesOf } from './scope.ts'
import { clockOfScope } from './timeline-layout.ts'

export interface Figure {
  readonly value: string
  readonly words: string
}

const duration = (minutes: number): string => durationWords(minutes * 60_000)

/** The four figures above the timeline: waiting or work in all, work in the window, interruption, end of the soak. */
export function figuresOf(plan: Plan, environment: Environment): Figure[] {
  const { windows, timeZone, soakDays } = environment.schedule
  const scheduled = schedule(plan, windows)
  const conversion = scopesOf(scheduled, windows).find(({ group }) => group === 'conversion')
  const figures: Figure[] = [waitFigure(plan, scheduled, environment) ?? workFigure(plan)]
  if (conversion) {
    const clock = clockOfScope(conversion, windows, timeZone)
    const own = conversion.steps.filter(({ group }) => group === 'conversion')
    const begin = Math.min(...own.map(({ start }) => start))
    const end = Math.max(...own.map(({ end }) => end))
    figures.push({ value: duration(end - begin), words: windowWords(begin, end, windows.conversion, clock) })
    const service = laneIntervals(conversion, plan.targets).filter(({ outages }) => outages.length > 0)
    const longest = service.find(({ name }) => name === 'SVC') ?? service[0]
    const [outage] = longest?.outages ?? []
    if (longest && outage) {
      const name = longest.name === 'SVC' ? 'MIM Service' : longest.name
      const span = `${clockText(outage.from, clock)}–${clockText(outage.to, clock)}`
      figures.push({ value: duration(outage.to - outage.from), words: `${name} interrupted, ${span}` })
    }
  }
  figures.push(soakFigure(windows.conversion?.notAfter ?? null, soakDays))
  return figures
}

function waitFigure(
  plan: Plan,
  scheduled: ReturnType<typeof schedule>,
  { schedule: { windows, timeZone } }: Environment,
) {
  const gate = plan.steps.find(({ step, waitMinutes }) => step === 'D-02' && waitMinutes > 0)
  const placed = scheduled.find(({ step }) => step.id === gate?.id)
  if (!gate || !placed) return null
  const clock = clockOfScope({ group: placed.group, steps: [] }, windows, timeZone)
  const until = `${dayClockText(placed.start, clock)} ${clock.zone}`.trim()
  return { value: duration(gate.waitMinutes), words: `wait for the KDS key, until ${until} at the earliest` }
}

const workFigure = ({ totals, targets }: Plan): Figure => ({
  value: duration(totals.minutes),
  words: `of work by people, at ${targets.length} ${targets.length === 1 ? 'target' : 'targets'}, rollback not counted`,
})

function windowWords(begin: number, end: number, window: { notBefore: string; notAfter: string } | null, clock: Clock) {
  const span = `${clockText(begin, clock)}–${clockText(end, clock)}`
  if (!window) return 'work in the conversion window, which has no time yet'
  const length = minuteOf(window.notAfter) - minuteOf(window.notBefore)
  const over = end - minuteOf(window.notAfter)
  if (over > 0) return `work, ${span}: ${duration(over)} longer than the window of ${duration(length)}`
  return `work, ${span}, inside the window of ${duration(length)}`
}

function soakFigure(closes: string | null, soakDays: number): Figure {
  const words = 'soak ends; rollback possible until K-04'
  if (!closes) return { value: `${soakDays} days`, words }
  const { day } = momentAsWritten(instantOf(minuteOf(closes) + soakDays * 1440, offsetOf(closes)))
  return { value: day.slice(4).trim(), words }
}
