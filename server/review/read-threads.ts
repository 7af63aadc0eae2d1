import { and, asc, count, eq, isNull } from 'drizzle-orm'
import type { Reader } from '#db/client.ts'
import { comments, threads } from '#db/schema/review.ts'
import type { UseCaseContext } from '#server/context.ts'
import { isAllowed } from '#server/permissions/permissions.ts'
import { readContent } from '#server/requests/content.ts'
import { dayOf } from '#server/requests/content-facts.ts'
import { findRequest, requestRelation } from '#server/requests/find-request.ts'
import { readNames } from '#server/requests/people.ts'
import { readSettings } from '#server/settings/read-settings.ts'
import { groundOf, placeIn } from './place.ts'
import type { ThreadsView } from './views.ts'

/** Every conversation about a request, placed in the shown revision, the oldest first. */
export function readThreads(
  context: UseCaseContext,
  { id, revision }: { id: string; revision?: number | undefined },
): ThreadsView {
  const { actor, db, clock } = context
  const row = findRequest(db, actor, id)
  const relation = requestRelation(actor, row)
  const ground = groundOf(db, readContent(db, actor, row, revision), dayOf(clock()))
  const nameOf = readNames(db)
  const said = Map.groupBy(
    db
      .select({ comment: comments })
      .from(comments)
      .innerJoin(threads, eq(threads.id, comments.threadId))
      .where(eq(threads.requestId, id))
      .orderBy(asc(comments.id))
      .all()
      .map(({ comment }) => comment),
    ({ threadId }) => threadId,
  )
  const rows = db.select().from(threads).where(eq(threads.requestId, id)).orderBy(asc(threads.openedAt)).all()
  return {
    threads: rows.map((thread) => ({
      id: thread.id,
      place: thread.place,
      quote: thread.quote,
      revision: thread.revision,
      ...placeIn(ground, thread),
      comments: (said.get(thread.id) ?? []).map(({ id: number, by, at, text }) => ({
        id: number,
        by: nameOf(by),
        at,
        text,
      })),
      resolved:
        thread.resolvedBy !== null && thread.resolvedAt !== null
          ? { by: nameOf(thread.resolvedBy), at: thread.resolvedAt }
          : null,
    })),
    mayComment: isAllowed(actor, 'review.open', relation),
    mayResolve: isAllowed(actor, 'review.resolve', relation),
    mustResolve: readSettings(db).threadsBeforeDecision,
  }
}

export function countOpenThreads(db: Reader, requestId: string): number {
  const open = and(eq(threads.requestId, requestId), isNull(threads.resolvedAt))
  return db.select({ open: count() }).from(threads).where(open).get()?.open ?? 0
}

/** What is open although the portal's settings ask for resolved threads before decision and signature; null when nothing is. */
export function unresolvedThreads(db: Reader, requestId: string): string | null {
  if (!readSettings(db).threadsBeforeDecision) return null
  const open = countOpenThreads(db, requestId)
  if (open === 0) return null
  return `${open === 1 ? 'One thread is' : `${open} threads are`} not resolved.`
}

/** Why nobody is led to a decision yet; null when the way is open. */
export function whyUnresolved(db: Reader, requestId: string): string | null {
  const open = unresolvedThreads(db, requestId)
  return open === null ? null : `${open} Decisions open when all are.`
}
