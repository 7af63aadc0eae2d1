import { and, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { sessions } from '#db/schema/sessions.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { leaveSigner } from './leave-signer.ts'
import { endSessionsOf } from './sessions.ts'

/** Ends one session of the actor's own. Somebody else's is answered as one that does not exist. */
export function revokeSession(context: UseCaseContext, { sessionId }: { sessionId: string }): void {
  const { actor, db } = context
  assertAllowed(actor, 'session.revoke', 'own')
  db.transaction(
    (tx) => {
      const { changes } = tx
        .delete(sessions)
        .where(and(eq(sessions.id, sessionId), eq(sessions.personId, actor.id)))
        .run()
      if (changes === 0) throw new AppError('NOT_FOUND', 'This session has ended already, or it is not yours.')
      const object = { type: 'person', id: actor.id } as const
      appendAudit(tx, context, { kind: 'session.revoked', object, details: { sessions: changes } })
    },
    { behavior: 'immediate' },
  )
}

/** Ends every session of the actor but the one that asks; returns how many. */
export function revokeOtherSessions(context: UseCaseContext): { ended: number } {
  const { actor, db } = context
  assertAllowed(actor, 'session.revokeOthers', 'own')
  return db.transaction(
    (tx) => {
      const ended = endSessionsOf(tx, actor.id, actor.sessionId)
      leaveSigner(context, actor.id)
      const object = { type: 'person', id: actor.id } as const
      if (ended > 0) appendAudit(tx, context, { kind: 'session.revoked', object, details: { sessions: ended } })
      return { ended }
    },
    { behavior: 'immediate' },
  )
}
