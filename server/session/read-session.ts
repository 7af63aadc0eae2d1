import { eq } from 'drizzle-orm'
import { sessions } from '#db/schema/sessions.ts'
import type { Actor, Services } from '#server/context.ts'
import { readActor } from '#server/people/read-people.ts'
import { isOver, NOTE_EVERY_MS, sessionLimits } from './session-limits.ts'
import { findSession, type SessionClaim } from './sessions.ts'

/** The actor behind a cookie's claim, read from the database now; null when the session or the account ended. */
export function readSession({ db, clock }: Services, claim: SessionClaim): Actor | null {
  const session = findSession(db, claim)
  const now = clock()
  if (!session || isOver(session, sessionLimits(db), now)) return null
  const actor = readActor(db, session.personId, session.id)
  if (actor && now.getTime() - Date.parse(session.lastSeenAt) >= NOTE_EVERY_MS) {
    db.update(sessions).set({ lastSeenAt: now.toISOString() }).where(eq(sessions.id, session.id)).run()
  }
  // Who came through the sign-in service needs no passphrase here, whatever an administrator once handed over.
  return actor && session.identityId !== null ? { ...actor, mustChangePassword: false } : actor
}
