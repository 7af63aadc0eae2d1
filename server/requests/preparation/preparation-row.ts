import { eq } from 'drizzle-orm'
import { AppError, assertNever } from '#core/errors/app-error.ts'
import type { Reader } from '#db/client.ts'
import { preparations } from '#db/schema/requests.ts'
import { revisions } from '#db/schema/revisions.ts'
import { storedFindings } from '../stored.ts'
import type { Preparation } from '../views.ts'

export type PreparationRow = typeof preparations.$inferSelect

export function readPreparationRow(db: Reader, requestId: string): PreparationRow | null {
  return db.select().from(preparations).where(eq(preparations.requestId, requestId)).get() ?? null
}

/** While it is under way the draft is held: saving and deleting it are refused. */
export const isUnderWay = ({ step }: Pick<PreparationRow, 'step'>): boolean => step !== 'refused' && step !== 'failed'

export function preparationView(db: Reader, row: PreparationRow): Preparation {
  switch (row.step) {
    case 'waiting':
      return { step: 'waiting-for-signer', since: row.since, message: row.message ?? '' }
    case 'generating':
      return { step: 'generating', done: row.done, total: row.total }
    case 'uploading':
      return { step: 'uploading' }
    case 'ready':
      return { step: 'ready', planDigest: planDigestOf(db, row) }
    case 'refused':
      return { step: 'refused', message: row.message ?? '', findings: storedFindings(row.findings) }
    case 'failed':
      return { step: 'failed', message: row.message ?? '' }
    default:
      return assertNever(row.step)
  }
}

function planDigestOf(db: Reader, { requestId, revision }: PreparationRow): string {
  const found = db
    .select({ revision: revisions.revision, planDigest: revisions.planDigest })
    .from(revisions)
    .where(eq(revisions.requestId, requestId))
    .all()
    .find((row) => row.revision === revision)
  if (!found) throw new AppError('INTERNAL', 'A plan that is ready has no revision.')
  return found.planDigest
}
