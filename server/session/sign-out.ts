import { appendAudit } from '#server/audit/append-audit.ts'
import type { Services } from '#server/context.ts'
import { leaveSigner } from './leave-signer.ts'
import { endSession, findSession, type SessionClaim } from './sessions.ts'

/** Ends the session behind a cookie. A session that ended before is not an error: there is nothing left to do. */
export function signOut(services: Services, claim: SessionClaim, address: string | null): void {
  services.db.transaction(
    (tx) => {
      const session = findSession(tx, claim)
      if (!session) return
      endSession(tx, session.id)
      leaveSigner(services, session.personId)
      const actor = { id: session.personId }
      appendAudit(
        tx,
        { ...services, actor, address },
        { kind: 'session.ended', object: { type: 'person', id: actor.id } },
      )
    },
    { behavior: 'immediate' },
  )
}
