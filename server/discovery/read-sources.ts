import { and, desc, eq, lte } from 'drizzle-orm'
import { mergeDiscovery } from '#core/discovery/merge.ts'
import { parseDiscovery, type SourcedFile } from '#core/discovery/parse.ts'
import { discoveryFiles } from '#db/schema/discovery.ts'
import { people } from '#db/schema/people.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readContent } from '#server/requests/content.ts'
import { findRequestFor } from '#server/requests/find-request.ts'
import { readBlob } from '#server/requests/read-blob.ts'
import type { SourcesView, SourceView } from './views.ts'

/**
 * Which facts of a revision came from which discovery file: those of which the revision says today what the file says. A value
 * that somebody changed after the import is no longer the file's.
 */
export function readSources(
  { actor, db }: UseCaseContext,
  { id, revision: wanted }: { id: string; revision?: number | undefined },
): SourcesView {
  const row = findRequestFor(db, actor, id, 'discovery.sources')
  const { revision, environment } = readContent(db, actor, row, wanted)
  const kept = db
    .select({ file: discoveryFiles, name: people.name })
    .from(discoveryFiles)
    .innerJoin(people, eq(people.id, discoveryFiles.takenBy))
    .where(and(eq(discoveryFiles.requestId, id), lte(discoveryFiles.revision, revision)))
    .orderBy(desc(discoveryFiles.takenAt), discoveryFiles.name)
    .all()
  const bySha = new Map(kept.map((one) => [one.file.sha256, one]))
  const files = [...bySha.values()].map(({ file, name }) => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(readBlob(db, file.sha256))
    return { parsed: parseDiscovery({ name: file.name, text }), file, by: { id: file.takenBy, name } }
  })
  const paths = pathsByFile(
    environment,
    files.map(({ parsed }) => parsed),
  )
  return {
    revision,
    environment,
    files: files.map(
      ({ parsed, file, by }): SourceView => ({
        ...sourceFacts(parsed),
        takenAt: file.takenAt,
        takenBy: by,
        paths: paths.get(parsed.sha256) ?? [],
      }),
    ),
  }
}

function sourceFacts({ name, sha256, file }: SourcedFile): Omit<SourceView, 'takenAt' | 'takenBy' | 'paths'> {
  const { meta, host, certificates } = file
  const found = certificates.state === 'found' ? certificates.value : []
  return {
    name,
    sha256,
    host: host?.name ?? meta.runOn,
    kind: meta.kind,
    runAt: meta.runAt,
    runBy: meta.runBy,
    encryptionCertificates: found
      .filter(({ purpose }) => purpose === 'document-encryption')
      .map(({ subject, sha256: digest }) => ({ subject, sha256: digest })),
  }
}

/** Only what stands in the revision itself: what a merge would add now is not part of it. */
function pathsByFile(environment: SourcesView['environment'], files: readonly SourcedFile[]): Map<string, string[]> {
  const byFile = new Map<string, string[]>()
  if (files.length === 0) return byFile
  const { agreements, changes } = mergeDiscovery(environment, files)
  const added = new Set(changes.map(({ path }) => path))
  for (const { path, sources } of agreements) {
    if ([...added].some((other) => path === other || path.startsWith(`${other}/`))) continue
    for (const { sha256 } of sources) byFile.set(sha256, [...(byFile.get(sha256) ?? []), path])
  }
  return byFile
}
