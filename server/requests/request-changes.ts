import { AppError } from '#core/errors/app-error.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readSignerPeople } from '#server/signer-link/read-journal.ts'
import { closeAtSigner } from './close-at-signer.ts'
import { findRequestFor } from './find-request.ts'
import type { RequestChangesInput } from './inputs.ts'
import { findOpenPlan, whyNotInGroup } from './open-plan.ts'
import { storedPolicy } from './stored.ts'

/** An approver sends the request back with a reason. The plan is closed at the signer first: nobody can approve it any more. */
export async function requestChanges(context: UseCaseContext, input: RequestChangesInput): Promise<void> {
  const { actor, db } = context
  const { id, planDigest, reason } = input
  const row = findRequestFor(db, actor, id, 'requests.requestChanges')
  const plan = findOpenPlan(db, row, planDigest)
  if (row.state !== 'submitted' && row.state !== 'rejected') {
    throw new AppError('CONFLICT', `${id} is ${row.state}. Changes can be asked for while people decide.`)
  }
  const obstacle = whyNotInGroup(readSignerPeople(db), actor.id, storedPolicy(plan.policy))
  if (obstacle) throw new AppError('FORBIDDEN', obstacle)
  const words = 'an approver asked for changes'
  await closeAtSigner(context, { requestId: id, planDigest, action: 'request-changes', reason, words })
}
