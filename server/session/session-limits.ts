const HOUR_MS = 3_600_000
/** Without any call the session ends after this. */
export const IDLE_MS = 8 * HOUR_MS
/** After this everybody signs in again, busy or not. */
export const ABSOLUTE_MS = 12 * HOUR_MS
/** How often the last call is noted: not on every one, for each note is a write to the disk. */
export const NOTE_EVERY_MS = 60_000

export function isOver(session: { readonly createdAt: string; readonly lastSeenAt: string }, now: Date): boolean {
  const age = now.getTime() - Date.parse(session.createdAt)
  const idle = now.getTime() - Date.parse(session.lastSeenAt)
  return age >= ABSOLUTE_MS || idle >= IDLE_MS
}
