import { and, asc, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { revisionFiles } from '#db/schema/revisions.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readContent } from './content.ts'
import { findRequest } from './find-request.ts'
import type { RevisionRow } from './follow/follow-scene.ts'
import { readBlob } from './read-blob.ts'
import type { FileContentView, FileEntryView } from './views.ts'

interface Which {
  readonly id: string
  readonly revision?: number | undefined
}

/** Every generated file of a revision, by target and path; none before it was generated. */
export function listFiles(context: UseCaseContext, which: Which): FileEntryView[] {
  const frozen = findFrozen(context, which)
  if (!frozen) return []
  return context.db
    .select({
      target: revisionFiles.target,
      path: revisionFiles.path,
      bytes: revisionFiles.bytes,
      sha256: revisionFiles.sha256,
    })
    .from(revisionFiles)
    .where(generatedOf(frozen))
    .orderBy(asc(revisionFiles.target), asc(revisionFiles.path))
    .all()
}

/** The exact content of one generated file. */
export function readFile(
  context: UseCaseContext,
  { target, path, ...which }: Which & { readonly target: string; readonly path: string },
): FileContentView {
  const frozen = findFrozen(context, which)
  const file =
    frozen &&
    context.db
      .select({ bytes: revisionFiles.bytes, sha256: revisionFiles.sha256 })
      .from(revisionFiles)
      .where(and(generatedOf(frozen), eq(revisionFiles.target, target), eq(revisionFiles.path, path)))
      .get()
  if (!file) throw new AppError('NOT_FOUND', `${which.id} has no file ${path} for ${target}.`)
  const text = Buffer.from(readBlob(context.db, file.sha256)).toString('utf8')
  return { target, path, ...file, text }
}

function findFrozen({ actor, db }: UseCaseContext, { id, revision }: Which): RevisionRow | null {
  const row = findRequest(db, actor, id)
  return readContent(db, actor, row, revision).frozen
}

const generatedOf = ({ requestId, revision }: RevisionRow) =>
  and(
    eq(revisionFiles.requestId, requestId),
    eq(revisionFiles.revision, revision),
    eq(revisionFiles.origin, 'generated'),
  )
