import { and, eq, inArray } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Tx } from '#db/client.ts'
import { truncateLog } from '#db/client.ts'
import { discoveryFiles } from '#db/schema/discovery.ts'
import { notices } from '#db/schema/notifications.ts'
import { authors, drafts, preparations, requests } from '#db/schema/requests.ts'
import { comments, threads } from '#db/schema/review.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { erase } from '#server/secrets/erase-secrets.ts'
import { findRequestFor } from './find-request.ts'
import { isUnderWay, readPreparationRow } from './preparation/preparation-row.ts'

/** Deletes a request of which nothing was ever sent to the signer. Its number is not used again; the audit log keeps its events. */
export function deleteDraft(context: UseCaseContext, { id, version }: { id: string; version: number }): void {
  const { actor, db } = context
  const erased = db.transaction(
    (tx) => {
      const row = findRequestFor(tx, actor, id, 'requests.deleteDraft')
      if (row.state !== 'draft' || row.revision !== 1) {
        throw new AppError(
          'CONFLICT',
          `${id} was sent to the signer before and stays on record. It can not be deleted.`,
        )
      }
      const preparation = readPreparationRow(tx, id)
      if (preparation && isUnderWay(preparation)) {
        throw new AppError('CONFLICT', `${id} is on its way to the signer. Take it back first.`)
      }
      const { changes } = tx
        .delete(drafts)
        .where(and(eq(drafts.requestId, id), eq(drafts.version, version)))
        .run()
      if (changes === 0) {
        throw new AppError('CONFLICT', 'The draft was changed in the meantime. Look at it again before you delete it.')
      }
      tx.delete(preparations).where(eq(preparations.requestId, id)).run()
      const secrets = erase(tx, context, id, 'deleted')
      tx.delete(discoveryFiles).where(eq(discoveryFiles.requestId, id)).run()
      dropThreads(tx, id)
      tx.delete(authors).where(eq(authors.requestId, id)).run()
      tx.delete(requests).where(eq(requests.id, id)).run()
      appendAudit(tx, context, {
        kind: 'request.draft-deleted',
        object: { type: 'request', id },
        details: { revision: row.revision },
      })
      return secrets
    },
    { behavior: 'immediate' },
  )
  if (erased > 0) truncateLog(db)
}

function dropThreads(tx: Tx, requestId: string): void {
  const own = tx.select({ id: threads.id }).from(threads).where(eq(threads.requestId, requestId))
  tx.delete(comments).where(inArray(comments.threadId, own)).run()
  tx.delete(threads).where(eq(threads.requestId, requestId)).run()
  tx.delete(notices).where(eq(notices.requestId, requestId)).run()
}
