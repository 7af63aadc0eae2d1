import { blankEnvironment } from '#core/environment/blank.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { addDraft } from './add-draft.ts'

/** A blank draft; the wizard fills it. */
export function createRequest(context: UseCaseContext, { title = '' }: { title?: string | undefined }): { id: string } {
  const { actor, db, clock } = context
  assertAllowed(actor, 'requests.create', 'own')
  const environment = blankEnvironment('')
  const content = { environment, case: { title: title.trim(), ticket: '', acknowledgements: [] } }
  return db.transaction(
    (tx) => {
      const id = addDraft(tx, { kind: 'conversion', ...content, ownerId: actor.id, at: clock() })
      appendAudit(tx, context, {
        kind: 'request.created',
        object: { type: 'request', id },
        details: { revision: 1, kind: 'conversion' },
        texts: title.trim() === '' ? {} : { title: title.trim() },
      })
      return { id }
    },
    { behavior: 'immediate' },
  )
}
