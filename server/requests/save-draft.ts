import { and, eq } from 'drizzle-orm'
import type { Environment } from '#core/environment/environment.ts'
import { parseEnvironment } from '#core/environment/parse.ts'
import { AppError } from '#core/errors/app-error.ts'
import { drafts, preparations, requests } from '#db/schema/requests.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { addAuthor } from './authors.ts'
import { readDraftRow } from './content.ts'
import { contentFacts, dayOf } from './content-facts.ts'
import { findRequestFor, type RequestRow } from './find-request.ts'
import type { SaveDraftInput } from './inputs.ts'
import { isUnderWay, readPreparationRow } from './preparation/preparation-row.ts'
import { draftView } from './read-draft.ts'
import type { SaveDraftResult } from './views.ts'

/**
 * Stores the draft as `version + 1`, unless somebody else saved first: then nothing is stored and the stored draft comes back
 * beside the caller's own. Who saves is an author of the revision from then on, and decides on it no more. A document that is too large or of the wrong shape is refused with field, rule and remedy.
 */
export function saveDraft(context: UseCaseContext, input: SaveDraftInput): SaveDraftResult {
  const { actor, db, clock } = context
  const { id, version } = input
  findRequestFor(db, actor, id, 'requests.saveDraft')
  const text = JSON.stringify(input.environment ?? null)
  const caseText = JSON.stringify(input.case)
  const environment = parseEnvironment(text)
  const at = clock()
  const facts = contentFacts(id, { environment, case: input.case }, dayOf(at))
  return db.transaction(
    (tx): SaveDraftResult => {
      const row = findRequestFor(tx, actor, id, 'requests.saveDraft')
      const draft = readDraftRow(tx, row)
      if (row.state !== 'draft' || !draft) {
        throw new AppError(
          'CONFLICT',
          `${id} is ${row.state}. Choose Edit to open a new revision; what you typed is not lost.`,
        )
      }
      if (draft.version !== version) {
        // The answer to the same save was lost on its way: nobody else was there.
        const repeated = draft.version === version + 1 && draft.environment === text && draft.case === caseText
        if (repeated && draft.savedBy === actor.id) {
          return { outcome: 'saved', version: draft.version, savedAt: draft.savedAt }
        }
        return { outcome: 'conflict', theirs: draftView(tx, row, draft, at) }
      }
      assertKind(row, environment)
      const preparation = readPreparationRow(tx, id)
      if (preparation && isUnderWay(preparation)) {
        throw new AppError('CONFLICT', `${id} is on its way to the signer. Take it back to change it.`)
      }
      const savedAt = at.toISOString()
      tx.update(drafts)
        .set({
          version: version + 1,
          environment: text,
          case: caseText,
          savedAt,
          savedBy: actor.id,
        })
        .where(and(eq(drafts.requestId, id), eq(drafts.version, version)))
        .run()
      tx.update(requests)
        .set({ ...facts, changedAt: savedAt })
        .where(and(eq(requests.id, id), eq(requests.state, 'draft')))
        .run()
      const isFirst = addAuthor(tx, { requestId: id, revision: draft.revision }, actor.id, savedAt)
      if (isFirst && row.ownerId !== actor.id) {
        appendAudit(tx, context, {
          kind: 'request.draft-edited',
          object: { type: 'request', id },
          details: { revision: draft.revision },
        })
      }
      // A refusal is about what was there before.
      tx.delete(preparations).where(eq(preparations.requestId, id)).run()
      return { outcome: 'saved', version: version + 1, savedAt }
    },
    { behavior: 'immediate' },
  )
}

/** A request stays what it was made as: policy, steps and rules follow from its kind. */
function assertKind({ id, kind }: RequestRow, { passwordUpdate }: Environment): void {
  if ((kind === 'password-update') === (passwordUpdate !== undefined)) return
  const words =
    kind === 'conversion'
      ? `${id} is a conversion. Its environment can not hold passwordUpdate; make a request of the other kind.`
      : `${id} changes the mailbox password alone. Its environment must hold passwordUpdate.`
  throw new AppError('BAD_INPUT', words)
}
