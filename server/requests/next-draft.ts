import type { Tx } from '#db/client.ts'
import { drafts } from '#db/schema/requests.ts'
import { carrySecrets } from '#server/secrets/secret-rows.ts'
import { addAuthor, carryAuthors } from './authors.ts'
import type { RequestRow } from './find-request.ts'
import type { RevisionRow } from './follow/follow-scene.ts'
import { type Move, moveRequest } from './move-request.ts'

/** Opens the next revision as a draft with the content of the last one. Null when the request is not where the caller saw it. */
export function openNextDraft(
  tx: Tx,
  request: RequestRow,
  last: Pick<RevisionRow, 'environment' | 'case'>,
  by: string,
  at: string,
): Move | null {
  const revision = request.revision + 1
  const reached = JSON.stringify({ draft: at })
  const moved = moveRequest(tx, request, 'edit', at, { revision, reached })
  if (!moved) return null
  tx.insert(drafts)
    .values({
      requestId: request.id,
      revision,
      version: 1,
      environment: last.environment,
      case: last.case,
      savedAt: at,
      savedBy: by,
    })
    .run()
  const requestId = request.id
  carryAuthors(tx, { requestId, revision: request.revision }, { requestId, revision })
  carrySecrets(tx, { requestId, revision: request.revision }, { requestId, revision })
  addAuthor(tx, { requestId, revision }, by, at)
  return moved
}
