import { and, count, eq, isNotNull, isNull } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Tx } from '#db/client.ts'
import { comments, threads } from '#db/schema/review.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readContent } from '#server/requests/content.ts'
import { dayOf } from '#server/requests/content-facts.ts'
import { findRequestFor } from '#server/requests/find-request.ts'
import type { OpenInput, ReplyInput, ResolveInput } from './inputs.ts'
import { anchorOf, groundOf } from './place.ts'

const MAX_THREADS = 500
const MAX_COMMENTS = 200
const ID_BYTES = 8

/** Begins a conversation about a request or a place of the revision that the person looks at. */
export function openThread(context: UseCaseContext, input: OpenInput): { threadId: string } {
  const { actor, db, clock, random } = context
  const { id, revision, place, text } = input
  const row = findRequestFor(db, actor, id, 'review.open')
  const anchor = anchorOf(groundOf(db, readContent(db, actor, row, revision), dayOf(clock())), place)
  const threadId = `t-${Buffer.from(random(ID_BYTES)).toString('hex')}`
  const at = clock().toISOString()
  db.transaction(
    (tx) => {
      const held = tx.select({ n: count() }).from(threads).where(eq(threads.requestId, id)).get()?.n ?? 0
      if (held >= MAX_THREADS) throw new AppError('TOO_MANY', `${id} holds ${MAX_THREADS} threads, which is the most.`)
      tx.insert(threads)
        .values({ id: threadId, requestId: id, revision, ...anchor, openedBy: actor.id, openedAt: at })
        .run()
      say(tx, context, { id, threadId, revision, text, at })
    },
    { behavior: 'immediate' },
  )
  return { threadId }
}

export function replyToThread(context: UseCaseContext, { id, threadId, text }: ReplyInput): void {
  const { actor, db, clock } = context
  const row = findRequestFor(db, actor, id, 'review.reply')
  db.transaction(
    (tx) => {
      findThread(tx, id, threadId)
      const held = tx.select({ n: count() }).from(comments).where(eq(comments.threadId, threadId)).get()?.n ?? 0
      if (held >= MAX_COMMENTS) throw new AppError('TOO_MANY', 'This thread is full. Begin another one.')
      say(tx, context, { id, threadId, revision: row.revision, text, at: clock().toISOString() })
    },
    { behavior: 'immediate' },
  )
}

/** Resolves a thread or opens it again; the second of two clicks finds it done. */
export function resolveThread(context: UseCaseContext, { id, threadId, resolved }: ResolveInput): void {
  const { actor, db, clock } = context
  const row = findRequestFor(db, actor, id, 'review.resolve')
  db.transaction(
    (tx) => {
      findThread(tx, id, threadId)
      const { changes } = tx
        .update(threads)
        .set(
          resolved
            ? { resolvedBy: actor.id, resolvedAt: clock().toISOString() }
            : { resolvedBy: null, resolvedAt: null },
        )
        .where(and(eq(threads.id, threadId), resolved ? isNull(threads.resolvedAt) : isNotNull(threads.resolvedAt)))
        .run()
      if (changes === 0) return
      appendAudit(tx, context, {
        kind: resolved ? 'request.thread-resolved' : 'request.thread-reopened',
        object: { type: 'request', id },
        details: { revision: row.revision, thread: threadId },
      })
    },
    { behavior: 'immediate' },
  )
}

function findThread(tx: Tx, requestId: string, threadId: string): void {
  const own = and(eq(threads.id, threadId), eq(threads.requestId, requestId))
  if (!tx.select({ id: threads.id }).from(threads).where(own).get()) {
    throw new AppError('NOT_FOUND', `${requestId} has no thread ${threadId}.`)
  }
}

interface Said {
  readonly id: string
  readonly threadId: string
  readonly revision: number
  readonly text: string
  readonly at: string
}

function say(tx: Tx, context: UseCaseContext, { id, threadId, revision, text, at }: Said): void {
  tx.insert(comments).values({ threadId, by: context.actor.id, at, text }).run()
  appendAudit(tx, context, {
    kind: 'request.comment-added',
    object: { type: 'request', id },
    details: { revision, thread: threadId },
    texts: { comment: text },
  })
}
