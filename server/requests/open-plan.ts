import { and, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Policy, SignerPerson } from '#core/protocol/protocol.ts'
import type { Reader } from '#db/client.ts'
import { revisions } from '#db/schema/revisions.ts'
import { findRevision } from './content.ts'
import type { RequestRow } from './find-request.ts'
import type { RevisionRow } from './follow/follow-scene.ts'

/** The plan that people decide on now. CONFLICT, with the reason, when the caller looks at another one. */
export function findOpenPlan(db: Reader, row: RequestRow, planDigest: string): RevisionRow {
  const plan = findRevision(db, row.id, row.revision)
  if (plan?.planDigest === planDigest && plan.outcome !== 'closed') return plan
  throw new AppError(
    'CONFLICT',
    `${row.id} was edited since you looked at it: this plan is closed, and approvals of it count no more. Look at the request again.`,
  )
}

/** A revision whose bundles are signed and not recalled, whatever the request is at by now. CONFLICT otherwise. */
export function findSignedPlan(db: Reader, { id }: Pick<RequestRow, 'id'>, planDigest: string): RevisionRow {
  const ofRequest = and(eq(revisions.requestId, id), eq(revisions.planDigest, planDigest))
  const plan = db.select().from(revisions).where(ofRequest).get()
  if (plan?.outcome === 'signed') return plan
  throw new AppError('CONFLICT', `This revision of ${id} is not signed, or it is recalled already. Look at it again.`)
}

/** Why this person can not decide under this policy, or null when they can. */
export function whyNotInGroup(
  people: ReadonlyMap<string, SignerPerson>,
  personId: string,
  { groups }: Policy,
): string | null {
  const person = people.get(personId)
  if (!person) return 'The signer does not know you. Its people are kept apart from those of the portal.'
  if (!person.active) return 'You are no longer active at the signer.'
  if (groups.some(({ id }) => person.groups.includes(id))) return null
  return `You are in none of the groups that decide here: ${groups.map(({ title }) => title).join(', ')}.`
}
