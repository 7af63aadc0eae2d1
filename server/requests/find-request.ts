import { eq, or, type SQL, sql } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Reader } from '#db/client.ts'
import { requests } from '#db/schema/requests.ts'
import type { Actor } from '#server/context.ts'
import { type Action, assertAllowed, isAllowed, type Relation } from '#server/permissions/permissions.ts'

export type RequestRow = typeof requests.$inferSelect

export const requestRelation = (actor: Actor, row: Pick<RequestRow, 'ownerId'>): Relation =>
  row.ownerId === actor.id ? 'own' : 'other'

/** Existence is private: whoever may not see a request gets the same answer as for one that was never made. */
export function findRequest(db: Reader, actor: Actor, id: string): RequestRow {
  const row = db.select().from(requests).where(eq(requests.id, id)).get()
  if (!row || !isVisible(actor, row)) {
    throw new AppError('NOT_FOUND', `There is no request ${id}, or it is not for your role.`)
  }
  return row
}

/** The request, when the actor may see it and do this to it. */
export function findRequestFor(db: Reader, actor: Actor, id: string, action: Action): RequestRow {
  const row = findRequest(db, actor, id)
  assertAllowed(actor, action, requestRelation(actor, row))
  return row
}

function isVisible(actor: Actor, row: RequestRow): boolean {
  return isAllowed(actor, row.shared ? 'requests.view' : 'requests.view/draft', requestRelation(actor, row))
}

/** May the actor see what nobody has submitted yet? */
export const mayReadDraft = (actor: Actor, row: RequestRow): boolean =>
  isAllowed(actor, 'requests.view/draft', requestRelation(actor, row))

/** The same as `isVisible`, for a query over many. */
export function visibleTo(actor: Actor): SQL {
  const own = eq(requests.ownerId, actor.id)
  const parts: SQL[] = []
  if (isAllowed(actor, 'requests.view/draft', 'own')) parts.push(own)
  if (isAllowed(actor, 'requests.view', 'other')) parts.push(eq(requests.shared, true))
  if (isAllowed(actor, 'requests.view/draft', 'other')) parts.push(sql`true`)
  return or(...parts) ?? sql`false`
}
