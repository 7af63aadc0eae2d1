import type { Environment } from '#core/environment/environment.ts'
import { WINDOW_GROUPS, type WindowGroup } from '#core/environment/vocabulary.ts'

export interface UtcWindow {
  readonly group: WindowGroup
  readonly notBefore: string
  readonly notAfter: string
}

/** `2026-11-28T22:00:00+01:00` as `2026-11-28T21:00:00Z`; fractions of a second are cut off. */
export const utcInstant = (instant: string): string => `${new Date(instant).toISOString().slice(0, 19)}Z`

/** The windows of an environment in UTC, in the order in which they open; a group without a window has no row. */
export function utcWindows(environment: Environment): UtcWindow[] {
  return WINDOW_GROUPS.flatMap((group) => {
    const window = environment.schedule.windows[group]
    if (window === null) return []
    return [{ group, notBefore: utcInstant(window.notBefore), notAfter: utcInstant(window.notAfter) }]
  })
}
