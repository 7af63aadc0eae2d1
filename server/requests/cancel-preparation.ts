import { and, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { preparations } from '#db/schema/requests.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { closeAtSigner } from './close-at-signer.ts'
import { findRevision } from './content.ts'
import { findRequestFor } from './find-request.ts'
import { type PreparationRow, readPreparationRow } from './preparation/preparation-row.ts'
import { dropPrepared } from './preparation/store-generated.ts'

/**
 * Back to the draft. What the signer may have taken in is closed there first, and its revision number is used up. Does nothing
 * when nothing is on its way.
 */
export async function cancelPreparation(context: UseCaseContext, { id }: { id: string }): Promise<void> {
  const { actor, db } = context
  const row = findRequestFor(db, actor, id, 'requests.cancelPreparation')
  const preparation = readPreparationRow(db, id)
  if (!preparation || dropHere(context, preparation, { uploadTried: false })) return
  const plan = findRevision(db, id, preparation.revision)
  if (row.state !== 'draft' || plan?.outcome !== 'prepared') {
    throw new AppError('CONFLICT', `${id} is ${row.state} by now. Look at it again.`)
  }
  try {
    const words = 'taken back by the requester before it was submitted'
    await closeAtSigner(context, {
      requestId: id,
      planDigest: plan.planDigest,
      action: 'cancel',
      reason: null,
      words,
    })
  } catch (error) {
    // The upload was tried and never arrived.
    if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error
    dropHere(context, preparation, { uploadTried: true })
  }
}

function dropHere(context: UseCaseContext, preparation: PreparationRow, { uploadTried }: { uploadTried: boolean }) {
  const { db } = context
  const { requestId, revision, version } = preparation
  return db.transaction(
    (tx) => {
      const same = and(
        eq(preparations.requestId, requestId),
        eq(preparations.version, version),
        eq(preparations.revision, revision),
        eq(preparations.uploadTried, uploadTried),
      )
      if (tx.delete(preparations).where(same).run().changes === 0) return false
      dropPrepared(tx, requestId, revision)
      appendAudit(tx, context, {
        kind: 'request.preparation-cancelled',
        object: { type: 'request', id: requestId },
        details: { revision },
      })
      return true
    },
    { behavior: 'immediate' },
  )
}
