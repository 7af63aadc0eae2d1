import type { UseCaseContext } from '#server/context.ts'
import { findRequestFor, mayReadDraft } from './find-request.ts'
import { preparationView, readPreparationRow } from './preparation/preparation-row.ts'
import type { Preparation } from './views.ts'

/** How far the way to the signer is; null when no draft is on its way that this person may see. */
export function readPreparation({ actor, db }: UseCaseContext, { id }: { id: string }): Preparation | null {
  const row = findRequestFor(db, actor, id, 'requests.preparation')
  const preparation = mayReadDraft(actor, row) ? readPreparationRow(db, row.id) : null
  return preparation && preparationView(db, preparation)
}
