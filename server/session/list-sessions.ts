import { desc, eq } from 'drizzle-orm'
import { identities } from '#db/schema/identities.ts'
import { sessions } from '#db/schema/sessions.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { isOver, sessionLimits } from './session-limits.ts'
import type { SessionView } from './views.ts'

/** Where the actor is signed in, the newest first. */
export function listSessions({ actor, db, clock }: UseCaseContext): SessionView[] {
  assertAllowed(actor, 'session.list', 'own')
  const limits = sessionLimits(db)
  const rows = db
    .select({ session: sessions, identity: identities.label })
    .from(sessions)
    .leftJoin(identities, eq(identities.id, sessions.identityId))
    .where(eq(sessions.personId, actor.id))
    .orderBy(desc(sessions.lastSeenAt), sessions.id)
    .all()
  return rows
    .filter(({ session }) => !isOver(session, limits, clock()))
    .map(({ session: { id, createdAt, lastSeenAt, address, agent }, identity }) => ({
      id,
      createdAt,
      lastSeenAt,
      address,
      agent,
      identity,
      current: id === actor.sessionId,
    }))
}
