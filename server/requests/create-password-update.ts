import type { Environment } from '#core/environment/environment.ts'
import { blankUpdate, updateOfConverted } from '#core/environment/password-update.ts'
import { AppError } from '#core/errors/app-error.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { addDraft } from './add-draft.ts'
import { readRevisions } from './content.ts'
import { findRequest } from './find-request.ts'
import type { CreatePasswordUpdateInput } from './inputs.ts'
import { storedEnvironment } from './stored.ts'

/**
 * A draft that changes the mailbox password alone. `from` names a conversion of which some revision is signed; its environment is taken
 * over. Without it the draft begins as the small form, and somebody must confirm that the service was converted. CONFLICT before that.
 */
export function createPasswordUpdate(context: UseCaseContext, input: CreatePasswordUpdateInput): { id: string } {
  const { actor, db, clock } = context
  assertAllowed(actor, 'requests.createPasswordUpdate', 'own')
  const environment = input.from === null ? blankUpdate() : convertedEnvironment(context, input.from)
  const title = (input.title ?? '').trim()
  const caseOf = { title, ticket: '', acknowledgements: [] }
  return db.transaction(
    (tx) => {
      const id = addDraft(tx, { kind: 'password-update', environment, case: caseOf, ownerId: actor.id, at: clock() })
      appendAudit(tx, context, {
        kind: 'request.created',
        object: { type: 'request', id },
        details: { revision: 1, kind: 'password-update' },
        texts: title === '' ? {} : { title },
      })
      return { id }
    },
    { behavior: 'immediate' },
  )
}

function convertedEnvironment({ actor, db }: UseCaseContext, from: string): Environment {
  const row = findRequest(db, actor, from)
  const signed = readRevisions(db, actor, row).find(({ outcome }) => outcome === 'signed')
  if (row.kind !== 'conversion' || !signed) {
    throw new AppError(
      'CONFLICT',
      `${from} is no signed conversion. Choose one that was carried out, or describe the installation yourself.`,
    )
  }
  return updateOfConverted(storedEnvironment(signed.environment), from)
}
