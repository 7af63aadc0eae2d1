import { and, eq, isNotNull, notExists } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { manifestSchema } from '#core/statement/schemas.ts'
import { BUNDLE_FILES } from '#crypto/bundle/layout.ts'
import { sha256Hex } from '#crypto/digest.ts'
import type { Db, Reader } from '#db/client.ts'
import { revisionFiles, revisions, revisionTargets } from '#db/schema/revisions.ts'
import type { Services } from '#server/context.ts'
import type { RevisionRow } from '#server/requests/follow/follow-scene.ts'
import { putBlob } from '#server/requests/preparation/store-generated.ts'
import { readBlob } from '#server/requests/read-blob.ts'
import { storedManifests } from '#server/requests/stored.ts'

export interface SignedTarget {
  readonly planDigest: string
  readonly target: string
}

/** Bundles that are signed and whose files the portal does not have yet. */
export function listUnfetched(db: Db): SignedTarget[] {
  return db
    .select({ planDigest: revisions.planDigest, target: revisionTargets.target })
    .from(revisions)
    .innerJoin(
      revisionTargets,
      and(eq(revisionTargets.requestId, revisions.requestId), eq(revisionTargets.revision, revisions.revision)),
    )
    .where(
      and(
        isNotNull(revisions.manifests),
        notExists(
          db
            .select({ path: revisionFiles.path })
            .from(revisionFiles)
            .where(
              and(
                eq(revisionFiles.requestId, revisions.requestId),
                eq(revisionFiles.revision, revisions.revision),
                eq(revisionFiles.target, revisionTargets.target),
                eq(revisionFiles.origin, 'signed'),
              ),
            ),
        ),
      ),
    )
    .all()
}

const damaged = (what: string) =>
  new AppError(
    'INTERNAL',
    `The bundle does not match what the signer’s journal says of it: ${what}. It is not handed out.`,
  )

/**
 * What the signer changed and added, from the database, or fetched and stored now. The manifest is the one that the journal names;
 * every file is one that the manifest lists.
 */
export async function signedFiles(
  { db, signer }: Pick<Services, 'db' | 'signer'>,
  revision: RevisionRow,
  target: string,
): Promise<Map<string, Uint8Array>> {
  const stored = storedFiles(db, revision, target)
  if (stored.size > 0) return stored
  const answer = await signer.api.bundle(revision.planDigest, target)
  const files = new Map<string, Uint8Array>()
  for (const { path, sha256, base64 } of answer.files) {
    const bytes = Buffer.from(base64, 'base64')
    if (sha256Hex(bytes) !== sha256) throw damaged(path)
    files.set(path, bytes)
  }
  checkSigned(revision, target, files)
  const key = { requestId: revision.requestId, revision: revision.revision, target }
  db.transaction(
    (tx) => {
      for (const [path, bytes] of files) {
        tx.insert(revisionFiles)
          .values({ ...key, origin: 'signed', path, bytes: bytes.length, sha256: putBlob(tx, bytes) })
          .onConflictDoNothing()
          .run()
      }
    },
    { behavior: 'immediate' },
  )
  return files
}

function storedFiles(db: Reader, { requestId, revision }: RevisionRow, target: string): Map<string, Uint8Array> {
  const which = and(
    eq(revisionFiles.requestId, requestId),
    eq(revisionFiles.revision, revision),
    eq(revisionFiles.target, target),
    eq(revisionFiles.origin, 'signed'),
  )
  const rows = db
    .select({ path: revisionFiles.path, sha256: revisionFiles.sha256 })
    .from(revisionFiles)
    .where(which)
    .all()
  return new Map(rows.map(({ path, sha256 }) => [path, readBlob(db, sha256)]))
}

function checkSigned(revision: RevisionRow, target: string, files: ReadonlyMap<string, Uint8Array>): void {
  const manifest = files.get(BUNDLE_FILES.manifest)
  const expected = storedManifests(revision.manifests ?? '{}')[target]
  if (!manifest || expected === undefined || sha256Hex(manifest) !== expected) throw damaged(BUNDLE_FILES.manifest)
  const { files: listed } = manifestSchema.parse(JSON.parse(Buffer.from(manifest).toString('utf8')))
  const known = new Map(listed.map(({ path, sha256 }) => [path, sha256]))
  for (const [path, bytes] of files) {
    if (path === BUNDLE_FILES.manifest || path === BUNDLE_FILES.signature) continue
    if (known.get(path) !== sha256Hex(bytes)) throw damaged(path)
  }
}
