import { and, desc, eq } from 'drizzle-orm'
import type { Environment } from '#core/environment/environment.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { Case } from '#core/statement/schemas.ts'
import type { Reader } from '#db/client.ts'
import { drafts } from '#db/schema/requests.ts'
import { revisions } from '#db/schema/revisions.ts'
import type { Actor } from '#server/context.ts'
import { mayReadDraft, type RequestRow } from './find-request.ts'
import type { RevisionRow } from './follow/follow-scene.ts'
import { storedCase, storedDraftCase, storedEnvironment } from './stored.ts'

export type DraftRow = typeof drafts.$inferSelect

/** What a request says in one revision: the open draft, a generated revision, or a draft that was generated and not submitted. */
export interface Content {
  readonly revision: number
  readonly draft: DraftRow | null
  readonly frozen: RevisionRow | null
  readonly environment: Environment
  readonly case: Case
}

/** The revisions that this person may see, newest first: what nobody submitted belongs to its owner. */
export function readRevisions(db: Reader, actor: Actor, row: RequestRow): RevisionRow[] {
  const all = db.select().from(revisions).where(eq(revisions.requestId, row.id)).orderBy(desc(revisions.revision)).all()
  return mayReadDraft(actor, row) ? all : all.filter(({ submittedAt }) => submittedAt !== null)
}

export function readDraftRow(db: Reader, row: RequestRow): DraftRow | null {
  return db.select().from(drafts).where(eq(drafts.requestId, row.id)).get() ?? null
}

/** The wanted revision, or the newest that this person may see. NOT_FOUND when there is none. */
export function readContent(db: Reader, actor: Actor, row: RequestRow, wanted?: number): Content {
  const draft = mayReadDraft(actor, row) ? readDraftRow(db, row) : null
  const visible = readRevisions(db, actor, row)
  const revision = wanted ?? draft?.revision ?? visible[0]?.revision
  const frozen = visible.find((one) => one.revision === revision) ?? null
  if (frozen) {
    const isDraft = draft?.revision === frozen.revision
    return {
      revision: frozen.revision,
      draft: isDraft ? draft : null,
      frozen,
      environment: storedEnvironment(frozen.environment),
      case: storedCase(frozen.case),
    }
  }
  if (!draft || draft.revision !== revision) throw noRevision(row.id, revision)
  return {
    revision: draft.revision,
    draft,
    frozen: null,
    environment: storedEnvironment(draft.environment),
    case: storedDraftCase(draft.case),
  }
}

/** The generated revision with this number. */
export function findRevision(db: Reader, requestId: string, revision: number): RevisionRow | null {
  const which = and(eq(revisions.requestId, requestId), eq(revisions.revision, revision))
  return db.select().from(revisions).where(which).get() ?? null
}

function noRevision(id: string, revision: number | undefined): AppError {
  return new AppError('NOT_FOUND', `${id} has no revision ${revision ?? 'that you may see'}.`)
}
