import { WINDOW_GROUPS, type WindowGroup } from '#core/environment/vocabulary.ts'
import type { Plan, PlanStep } from '#core/plan/plan.ts'

export interface Window {
  readonly notBefore: string
  readonly notAfter: string
}
export type Windows = Readonly<Record<WindowGroup, Window | null>>

/** When a step can be done at the earliest, in minutes since 1970; where its window has no time yet, since that window opens. */
export interface ScheduledStep {
  readonly step: PlanStep
  /** The window in which it is done: its own, or a later one whose steps it waits for. */
  readonly group: WindowGroup
  /** Waiting that needs nobody, before the work: from here to `start`. Equal to `start` where nothing waits. */
  readonly waitFrom: number
  readonly start: number
  readonly end: number
  /** Steps that held it back: those of `after`, and the one before it at the same target. */
  readonly behind: readonly string[]
}

/** A step whose `after` is all placed: it may begin as soon as its person is free. */
interface Candidate {
  readonly step: PlanStep
  readonly group: WindowGroup
  readonly person: string
  /** When its window is open and what it waits for is done. */
  readonly ready: number
  /** When the time that must pass by itself has passed. It may begin before the window opens. */
  readonly waited: number
  readonly before: readonly ScheduledStep[]
}

export const minuteOf = (instant: string): number => Date.parse(instant) / 60_000

/** Windows with a time share one clock; each of the others has its own, which begins when it opens. */
const clockOf = (group: WindowGroup, windows: Windows): string => (windows[group] ? 'common' : group)

const later = (a: WindowGroup, b: WindowGroup): WindowGroup =>
  WINDOW_GROUPS.indexOf(a) >= WINDOW_GROUPS.indexOf(b) ? a : b

function candidate(step: PlanStep, own: WindowGroup, done: Map<string, ScheduledStep>, windows: Windows): Candidate {
  const prior = step.after.flatMap((id) => done.get(id) ?? [])
  const group = prior.reduce((latest, one) => later(latest, one.group), own)
  const clock = clockOf(group, windows)
  const before = prior.filter((one) => clockOf(one.group, windows) === clock)
  const opens = windows[own] ? minuteOf(windows[own].notBefore) : 0
  const ends = before.map(({ end }) => end)
  const ready = Math.max(clock === 'common' ? opens : 0, ...ends)
  const waited = (ends.length > 0 ? Math.max(...ends) : ready) + step.waitMinutes
  return { step, group, person: `${clock} ${step.target}`, ready, waited, before }
}

/**
 * Earliest times of all steps that belong to a window: a step begins when its window is open, all steps of `after` are done and
 * the person at its target is free (one person a target; who waits for a time does something else meanwhile). Steps without a
 * window are done beforehand; rollback is not planned.
 */
export function schedule({ steps }: Plan, windows: Windows): ScheduledStep[] {
  const wanted = new Map(steps.filter(({ window, phase }) => window && phase !== 'R').map((step) => [step.id, step]))
  const missing = new Map(
    [...wanted.values()].map(({ id, after }) => [id, after.filter((one) => wanted.has(one)).length]),
  )
  const followers = new Map<string, PlanStep[]>()
  for (const step of wanted.values())
    for (const id of step.after) followers.set(id, [...(followers.get(id) ?? []), step])

  const done = new Map<string, ScheduledStep>()
  const lastOf = new Map<string, ScheduledStep>()
  const startOf = ({ person, ready, waited }: Candidate): number =>
    Math.max(ready, waited, lastOf.get(person)?.end ?? 0)
  const admit = (step: PlanStep): Candidate[] =>
    step.window && missing.get(step.id) === 0 ? [candidate(step, step.window, done, windows)] : []

  const open = [...wanted.values()].flatMap(admit)
  while (open.length > 0) {
    const next = open.reduce((best, one) => (startOf(one) < startOf(best) ? one : best))
    open.splice(open.indexOf(next), 1)
    const { step, group, person, ready, waited, before } = next
    const start = startOf(next)
    const previous = lastOf.get(person)
    const behind = [...before, ...(previous ? [previous] : [])].map((one) => one.step.id)
    const waitFrom = step.waitMinutes > 0 && waited > ready ? ready : start
    const placed = { step, group, waitFrom, start, end: start + step.minutes, behind }
    done.set(step.id, placed)
    lastOf.set(person, placed)
    for (const follower of followers.get(step.id) ?? []) {
      missing.set(follower.id, (missing.get(follower.id) ?? 0) - 1)
      open.push(...admit(follower))
    }
  }
  return [...done.values()]
}

/**
 * Minutes by which each of these steps may slip without moving the last step of its window. Walks backwards: what stands behind
 * a step in its own window decides how late it may end.
 */
export function slackOf(scheduled: readonly ScheduledStep[]): Map<string, number> {
  const ends = new Map<WindowGroup, number>()
  for (const { group, end } of scheduled) ends.set(group, Math.max(ends.get(group) ?? 0, end))
  const groupOf = new Map(scheduled.map(({ step, group }) => [step.id, group]))
  const latest = new Map<string, number>()
  const slack = new Map<string, number>()
  for (const { step, group, end, behind } of scheduled.toReversed()) {
    const mayEnd = latest.get(step.id) ?? ends.get(group) ?? end
    slack.set(step.id, mayEnd - end)
    for (const id of behind) {
      if (groupOf.get(id) !== group) continue
      const wait = step.after.includes(id) ? step.waitMinutes : 0
      latest.set(id, Math.min(latest.get(id) ?? Number.POSITIVE_INFINITY, mayEnd - step.minutes - wait))
    }
  }
  return slack
}
