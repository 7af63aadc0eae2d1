import { AppError } from '#core/errors/app-error.ts'
import { canGo } from '#core/workflow/transitions.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { closeAtSigner } from './close-at-signer.ts'
import { findRevision } from './content.ts'
import { findRequestFor, type RequestRow } from './find-request.ts'
import { openNextDraft } from './next-draft.ts'

/**
 * Opens the next revision as a draft. A plan that people can still decide on is closed at the signer first, so that approvals of
 * it lead nowhere. Signer down: refused, and nothing changes. Two clicks open one revision.
 */
export async function editRequest(
  context: UseCaseContext,
  { id }: { id: string },
): Promise<{ id: string; revision: number }> {
  const { actor, db } = context
  const row = findRequestFor(db, actor, id, 'requests.edit')
  if (row.state === 'draft') return { id, revision: row.revision }
  if (!canGo(row.state, 'edit')) throw new AppError('CONFLICT', `${id} is ${row.state} and can not be edited.`)
  const last = findRevision(db, id, row.revision)
  if (!last) throw new AppError('INTERNAL', `${id} has no revision ${row.revision}.`)
  const isOpen = last.outcome === 'submitted' || last.outcome === 'approved'
  if (isOpen) {
    const words = 'edited by the requester'
    await closeAtSigner(context, { requestId: id, planDigest: last.planDigest, action: 'edit', reason: null, words })
  } else {
    openDirectly(context, row)
  }
  const now = findRequestFor(db, actor, id, 'requests.edit')
  if (now.state !== 'draft') throw new AppError('CONFLICT', `${id} is ${now.state} by now. Look at it again.`)
  return { id, revision: now.revision }
}

function openDirectly(context: UseCaseContext, seen: RequestRow): void {
  const { actor, db, clock } = context
  db.transaction(
    (tx) => {
      const last = findRevision(tx, seen.id, seen.revision)
      const move = last && openNextDraft(tx, seen, last, actor.id, clock().toISOString())
      if (!move) return
      appendAudit(tx, context, {
        kind: 'request.edited',
        object: { type: 'request', id: seen.id },
        details: { ...move, closedRevision: seen.revision, revision: seen.revision + 1 },
      })
    },
    { behavior: 'immediate' },
  )
}
