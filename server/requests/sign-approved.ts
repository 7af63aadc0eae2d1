import { and, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Db } from '#db/client.ts'
import { requests } from '#db/schema/requests.ts'
import { revisions } from '#db/schema/revisions.ts'
import type { Services } from '#server/context.ts'
import { unresolvedThreads } from '#server/review/read-threads.ts'

export interface Unsigned {
  readonly requestId: string
  readonly planDigest: string
}

/** Plans with a quorum that are not signed yet. */
export function listUnsigned(db: Db): Unsigned[] {
  return db
    .select({ requestId: revisions.requestId, planDigest: revisions.planDigest })
    .from(revisions)
    .innerJoin(requests, and(eq(requests.id, revisions.requestId), eq(requests.revision, revisions.revision)))
    .where(and(eq(revisions.outcome, 'approved'), eq(requests.state, 'approved')))
    .all()
}

/**
 * Asks the signer to sign an approved plan; its journal entry then moves the request. Asking again changes nothing there. `waits`
 * when it did not sign, or was not asked because a thread is open that the settings want resolved (docs/decisions, 9): the reason
 * stands with the request, and it is to be asked again later.
 */
export async function signApproved(
  { db, signer }: Services,
  { requestId, planDigest }: Unsigned,
): Promise<'settled' | 'waits'> {
  const note = (signingProblem: string | null) =>
    db.update(revisions).set({ signingProblem }).where(eq(revisions.planDigest, planDigest)).run()
  const unresolved = unresolvedThreads(db, requestId)
  if (unresolved !== null) {
    note(`The signer is not asked to sign yet: ${unresolved}`)
    return 'waits'
  }
  try {
    await signer.api.sign(planDigest)
    note(null)
    await signer.catchUp()
    return 'settled'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    note(`The signer does not sign yet: ${error.userMessage}`)
    return 'waits'
  }
}
