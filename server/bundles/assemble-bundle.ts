import { and, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { SECRET_FILE } from '#core/plan/phase-u-script.ts'
import { manifestSchema } from '#core/statement/schemas.ts'
import { BUNDLE_FILES, bundleFolder } from '#crypto/bundle/layout.ts'
import { sha256Hex } from '#crypto/digest.ts'
import type { ZipEntry } from '#crypto/zip/write-zip.ts'
import { revisionFiles } from '#db/schema/revisions.ts'
import type { Services } from '#server/context.ts'
import type { RevisionRow } from '#server/requests/follow/follow-scene.ts'
import { readBlob } from '#server/requests/read-blob.ts'
import { readPlanSecret } from '#server/secrets/secret-rows.ts'
import { signedFiles } from './signed-files.ts'

/**
 * The files of one signed bundle under its folder: the approved ones, replaced and completed by the signer's. INTERNAL unless they
 * are exactly what the manifest lists, with the hashes that it lists.
 */
export async function assembleBundle(
  services: Pick<Services, 'db' | 'signer'>,
  revision: RevisionRow,
  target: string,
): Promise<readonly ZipEntry[]> {
  const files = generatedFiles(services, revision, target)
  for (const [path, bytes] of await signedFiles(services, revision, target)) files.set(path, bytes)
  const secret = readPlanSecret(services.db, revision, target)
  if (secret?.cms === null) {
    throw new AppError(
      'GONE',
      `The encrypted password of this bundle was erased ${secret.erasedAt?.slice(0, 10) ?? 'already'}. It can not be handed out any more.`,
    )
  }
  if (secret) files.set(SECRET_FILE, Buffer.from(secret.cms ?? '', 'utf8'))
  checkAgainstManifest(files)
  const folder = bundleFolder({ requestId: revision.requestId, revision: revision.revision, target })
  return [...files].map(([path, bytes]) => ({ path: `${folder}/${path}`, bytes }))
}

function generatedFiles(
  { db }: Pick<Services, 'db'>,
  { requestId, revision }: RevisionRow,
  target: string,
): Map<string, Uint8Array> {
  const which = and(
    eq(revisionFiles.requestId, requestId),
    eq(revisionFiles.revision, revision),
    eq(revisionFiles.target, target),
    eq(revisionFiles.origin, 'generated'),
  )
  const rows = db
    .select({ path: revisionFiles.path, sha256: revisionFiles.sha256 })
    .from(revisionFiles)
    .where(which)
    .all()
  return new Map(rows.map(({ path, sha256 }) => [path, readBlob(db, sha256)]))
}

function checkAgainstManifest(files: ReadonlyMap<string, Uint8Array>): void {
  const refuse = (what: string) =>
    new AppError('INTERNAL', `The bundle is not the one that was signed: ${what}. It is not handed out.`)
  const manifest = files.get(BUNDLE_FILES.manifest)
  if (!manifest) throw refuse('it has no manifest')
  const { files: listed } = manifestSchema.parse(JSON.parse(Buffer.from(manifest).toString('utf8')))
  const unlisted = new Set(files.keys())
  unlisted.delete(BUNDLE_FILES.manifest)
  unlisted.delete(BUNDLE_FILES.signature)
  for (const { path, bytes, sha256 } of listed) {
    const content = files.get(path)
    if (!content || content.length !== bytes || sha256Hex(content) !== sha256) throw refuse(path)
    unlisted.delete(path)
  }
  const [extra] = unlisted
  if (extra !== undefined) throw refuse(extra)
}
