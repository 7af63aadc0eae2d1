import { and, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Db } from '#db/client.ts'
import { requests } from '#db/schema/requests.ts'
import { revisions } from '#db/schema/revisions.ts'
import type { Services } from '#server/context.ts'

/** Plans with a quorum that are not signed yet. */
export function listUnsigned(db: Db): string[] {
  return db
    .select({ planDigest: revisions.planDigest })
    .from(revisions)
    .innerJoin(requests, and(eq(requests.id, revisions.requestId), eq(requests.revision, revisions.revision)))
    .where(and(eq(revisions.outcome, 'approved'), eq(requests.state, 'approved')))
    .all()
    .map(({ planDigest }) => planDigest)
}

/**
 * Asks the signer to sign an approved plan; its journal entry then moves the request. Asking again changes nothing there. `waits`
 * when it did not sign: the reason stands with the request, and it is to be asked again later.
 */
export async function signApproved({ db, signer }: Services, planDigest: string): Promise<'settled' | 'waits'> {
  const note = (signingProblem: string | null) =>
    db.update(revisions).set({ signingProblem }).where(eq(revisions.planDigest, planDigest)).run()
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
