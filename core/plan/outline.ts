import type { Plan, PlanStep } from './plan.ts'

/** A step that is written when it is asked for, and the same whenever it is. */
export type Draft = () => PlanStep

/** A step's place in the plan: where it is done, what it waits for, how long it takes. */
export type StepOutline = Pick<
  PlanStep,
  'id' | 'step' | 'phase' | 'target' | 'subject' | 'window' | 'outage' | 'minutes' | 'waitMinutes' | 'after'
>

export interface OutlinedStep extends StepOutline {
  readonly write: Draft
}

/**
 * A plan without its text, which is nearly all of what it weighs: with thousands of servers it is written target by target, and not
 * kept.
 */
export interface PlanOutline extends Pick<Plan, 'targets' | 'totals'> {
  readonly steps: readonly OutlinedStep[]
}

/** Steps of which there are few, whatever the number of servers. */
export const written = (steps: readonly PlanStep[]): Draft[] => steps.map((step) => () => step)

export function outlineOf(write: Draft): OutlinedStep {
  const { id, step, phase, target, subject, window, outage, minutes, waitMinutes, after } = write()
  return { id, step, phase, target, subject, window, outage, minutes, waitMinutes, after, write }
}
