import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { addDraft } from './add-draft.ts'
import { carryAuthors } from './authors.ts'
import { readContent } from './content.ts'
import { findRequest, requestRelation } from './find-request.ts'

/**
 * A new request of the actor with the content that they see of another one. The ticket and the acknowledgements stay behind: they
 * are about the other change. Who wrote the other one wrote the content of this one, too.
 */
export function cloneRequest(context: UseCaseContext, { id: sourceId }: { id: string }): { id: string } {
  const { actor, db, clock } = context
  return db.transaction(
    (tx) => {
      const source = findRequest(tx, actor, sourceId)
      assertAllowed(actor, 'requests.clone', requestRelation(actor, source))
      const content = readContent(tx, actor, source)
      const caseOf = { title: content.case.title, ticket: '', acknowledgements: [] }
      const id = addDraft(tx, {
        kind: source.kind,
        environment: content.environment,
        case: caseOf,
        ownerId: actor.id,
        at: clock(),
      })
      carryAuthors(tx, { requestId: sourceId, revision: content.revision }, { requestId: id, revision: 1 })
      appendAudit(tx, context, {
        kind: 'request.cloned',
        object: { type: 'request', id },
        details: { revision: 1, source: sourceId, sourceRevision: content.revision },
      })
      return { id }
    },
    { behavior: 'immediate' },
  )
}
