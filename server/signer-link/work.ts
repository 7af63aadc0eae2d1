import { eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { revisions } from '#db/schema/revisions.ts'
import { listUnfetched, type SignedTarget, signedFiles } from '#server/bundles/signed-files.ts'
import { expireRequest, listOverdue } from '#server/requests/expire-requests.ts'
import { advancePreparation } from '#server/requests/preparation/advance-preparation.ts'
import type { PrepareServices } from '#server/requests/preparation/prepare-services.ts'
import { listUnderWay } from '#server/requests/preparation/steps.ts'
import { listUnsigned, signApproved } from '#server/requests/sign-approved.ts'
import { eraseAtSigner, eraseEnded, listErasedHere } from '#server/secrets/erase-secrets.ts'
import { fetchSecret, listUnfetchedSecrets } from '#server/secrets/fetch-secrets.ts'
import { listWithSecrets } from '#server/secrets/secret-rows.ts'

/**
 * Does everything that waits for the signer, once: drafts on their way, approved plans without a signature, signed bundles that were
 * not fetched. `waits` when something is to be tried again later.
 */
export async function workOnce(services: PrepareServices): Promise<'settled' | 'waits'> {
  const { db } = services
  const outcomes = await Promise.all([
    each(services, listUnderWay(db), (id) => advancePreparation(services, id)),
    each(services, listUnsigned(db), (plan) => signApproved(services, plan)),
    each(services, listOverdue(db, services.clock()), (plan) => expireRequest(services, plan)),
    each(services, listUnfetched(db), (target) => fetchSigned(services, target)),
    each(services, listUnfetchedSecrets(db), (cmsSha256) => fetchSecret(services, cmsSha256)),
    each(services, listWithSecrets(db), (id) => eraseEnded(services, id)),
    each(services, listErasedHere(services), (id) => eraseAtSigner(services, id)),
  ])
  return outcomes.includes('waits') ? 'waits' : 'settled'
}

async function fetchSigned(services: PrepareServices, { planDigest, target }: SignedTarget) {
  const revision = services.db.select().from(revisions).where(eq(revisions.planDigest, planDigest)).get()
  if (revision) await signedFiles(services, revision, target)
  return 'settled' as const
}

/** One after the other; what fails does not keep the others from their turn. */
async function each<T>(
  { reportError }: PrepareServices,
  items: readonly T[],
  run: (item: T) => Promise<'settled' | 'waits'>,
): Promise<'settled' | 'waits'> {
  let outcome: 'settled' | 'waits' = 'settled'
  for (const item of items) {
    try {
      if ((await run(item)) === 'waits') outcome = 'waits'
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'SIGNER_UNREACHABLE') reportError(error, 'signer link')
      outcome = 'waits'
    }
  }
  return outcome
}
