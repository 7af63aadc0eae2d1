import { and, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { SECRET_FILE } from '#core/plan/phase-u-script.ts'
import { revisionFiles } from '#db/schema/revisions.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readPlanSecret, readSecretRows } from '#server/secrets/secret-rows.ts'
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
  const files = context.db
    .select({
      target: revisionFiles.target,
      path: revisionFiles.path,
      bytes: revisionFiles.bytes,
      sha256: revisionFiles.sha256,
    })
    .from(revisionFiles)
    .where(generatedOf(frozen))
    .all()
  const secrets = readSecretRows(context.db, frozen).flatMap((row) =>
    row.inPlan ? [{ target: row.target, path: SECRET_FILE, bytes: row.bytes, sha256: row.cmsSha256 }] : [],
  )
  return [...files, ...secrets].sort((a, b) => compare(a.target, b.target) || compare(a.path, b.path))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The exact content of one generated file. */
export function readFile(
  context: UseCaseContext,
  { target, path, ...which }: Which & { readonly target: string; readonly path: string },
): FileContentView {
  const frozen = findFrozen(context, which)
  if (frozen && path === SECRET_FILE) return secretFile(context, which.id, frozen, target)
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

/** The ciphertext as people approve it: it says nothing without the server's key. GONE once it was erased. */
function secretFile({ db }: UseCaseContext, id: string, frozen: RevisionRow, target: string): FileContentView {
  const row = readPlanSecret(db, frozen, target)
  if (!row) throw new AppError('NOT_FOUND', `${id} has no file ${SECRET_FILE} for ${target}.`)
  if (row.cms === null) throw new AppError('GONE', `The encrypted password for ${target} was erased.`)
  return { target, path: SECRET_FILE, bytes: row.bytes, sha256: row.cmsSha256, text: row.cms }
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
