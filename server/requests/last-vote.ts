import { and, desc, eq, sql } from 'drizzle-orm'
import type { Reader } from '#db/client.ts'
import { journal } from '#db/schema/journal.ts'
import { revisions } from '#db/schema/revisions.ts'
import type { RequestView } from './views.ts'

const fact = (path: string) => sql<string>`json_extract(${journal.entry}, ${`$.${path}`})`

/** The revision on which this person approved or rejected last, whatever became of it; null when they never did. */
export function readLastVote(db: Reader, requestId: string, personId: string): RequestView['lastVote'] {
  const found = db
    .select({ revision: revisions.revision, at: fact('at'), decision: fact('decision.decision') })
    .from(journal)
    .innerJoin(revisions, eq(revisions.planDigest, journal.planDigest))
    .where(
      and(
        eq(revisions.requestId, requestId),
        eq(journal.kind, 'decision'),
        eq(fact('decision.person'), personId),
        sql`${fact('decision.decision')} IN ('approve', 'reject')`,
      ),
    )
    .orderBy(desc(journal.seq))
    .limit(1)
    .get()
  return found ? { ...found, decision: found.decision === 'approve' ? 'approve' : 'reject' } : null
}
