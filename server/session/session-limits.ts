import type { Reader } from '#db/client.ts'
import { readSettings } from '#server/settings/read-settings.ts'

const MINUTE_MS = 60_000
/** No setting makes a session longer: so long lives the cookie. */
export const MAX_SESSION_MS = 12 * 60 * MINUTE_MS
/** How often the last call is noted: not on every one, for each note is a write to the disk. */
export const NOTE_EVERY_MS = MINUTE_MS

export interface SessionLimits {
  /** Without any call the session ends after this. */
  readonly idleMs: number
  /** After this everybody signs in again, busy or not. */
  readonly absoluteMs: number
}

export function sessionLimits(db: Reader): SessionLimits {
  const { sessionIdleMinutes, sessionHours } = readSettings(db)
  return { idleMs: sessionIdleMinutes * MINUTE_MS, absoluteMs: sessionHours * 60 * MINUTE_MS }
}

export function isOver(
  session: { readonly createdAt: string; readonly lastSeenAt: string },
  { idleMs, absoluteMs }: SessionLimits,
  now: Date,
): boolean {
  const age = now.getTime() - Date.parse(session.createdAt)
  const idle = now.getTime() - Date.parse(session.lastSeenAt)
  return age >= absoluteMs || idle >= idleMs
}
