import type { Reader } from '#db/client.ts'
import type { Actor } from '#server/context.ts'
import { readRevisions } from '#server/requests/content.ts'
import type { RequestRow } from '#server/requests/find-request.ts'
import type { RevisionRow } from '#server/requests/follow/follow-scene.ts'

/** The newest revision that enough people approved; null while there is none. */
export const approvedRevision = (db: Reader, actor: Actor, row: RequestRow): RevisionRow | null =>
  readRevisions(db, actor, row).find(({ outcome }) => outcome === 'approved' || outcome === 'signed') ?? null
