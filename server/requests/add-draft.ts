import { sql } from 'drizzle-orm'
import type { Environment } from '#core/environment/environment.ts'
import type { Case, RequestKind } from '#core/statement/schemas.ts'
import type { Tx } from '#db/client.ts'
import { drafts, requests } from '#db/schema/requests.ts'
import { addAuthor } from './authors.ts'
import { contentFacts, dayOf } from './content-facts.ts'

export interface NewDraft {
  readonly kind: RequestKind
  readonly ownerId: string
  readonly environment: Environment
  readonly case: Case
  readonly at: Date
}

/** A new request with its first draft revision, under a number that no request had before. Returns its id. */
export function addDraft(tx: Tx, { kind, ownerId, environment, case: caseOf, at }: NewDraft): string {
  const { number } = tx.get<{ number: number }>(
    sql`SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'requests'), 0) + 1 AS number`,
  )
  const id = `MG-${String(number).padStart(4, '0')}`
  const instant = at.toISOString()
  tx.insert(requests)
    .values({
      number,
      id,
      kind,
      ownerId,
      state: 'draft',
      revision: 1,
      reached: JSON.stringify({ draft: instant }),
      createdAt: instant,
      changedAt: instant,
      ...contentFacts(id, { environment, case: caseOf }, dayOf(at)),
    })
    .run()
  tx.insert(drafts)
    .values({
      requestId: id,
      revision: 1,
      version: 1,
      environment: JSON.stringify(environment),
      case: JSON.stringify(caseOf),
      savedAt: instant,
      savedBy: ownerId,
    })
    .run()
  addAuthor(tx, { requestId: id, revision: 1 }, ownerId, instant)
  return id
}
