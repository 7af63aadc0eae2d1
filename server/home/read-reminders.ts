import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import { M07 } from '#core/findings/mail-operation.ts'
import type { RequestState } from '#core/workflow/states.ts'
import { drafts, requests } from '#db/schema/requests.ts'
import { revisions } from '#db/schema/revisions.ts'
import type { UseCaseContext } from '#server/context.ts'
import { dayOf } from '#server/requests/content-facts.ts'
import { storedEnvironment, storedFindings } from '#server/requests/stored.ts'
import type { HomeView } from './views.ts'

const OPEN: RequestState[] = [
  'draft',
  'submitted',
  'approved',
  'signed',
  'in progress',
  'changes requested',
  'rejected',
]
const MAX_REQUESTS = 20

/** Own open requests that rely on something with an announced end (M07), the last changed first. */
export function readReminders({ actor, db, clock }: UseCaseContext): HomeView['reminders'] {
  const asOf = dayOf(clock())
  return (
    db
      .select({ id: requests.id, draft: drafts.environment, frozen: revisions.findings })
      .from(requests)
      .leftJoin(drafts, eq(drafts.requestId, requests.id))
      .leftJoin(revisions, and(eq(revisions.requestId, requests.id), eq(revisions.revision, requests.revision)))
      // The row counts warnings, so that most environments are not even read.
      .where(and(eq(requests.ownerId, actor.id), inArray(requests.state, OPEN), gt(requests.warnings, 0)))
      .orderBy(desc(requests.changedAt))
      .limit(MAX_REQUESTS)
      .all()
      .flatMap(({ id, draft, frozen }) => {
        const hits = draft === null ? frozenHits(frozen) : [...M07.check(storedEnvironment(draft), { asOf })]
        return hits.map(({ message }) => ({ requestId: id, ruleId: M07.id, message }))
      })
  )
}

const frozenHits = (findings: string | null) =>
  findings === null ? [] : storedFindings(findings).filter(({ ruleId }) => ruleId === M07.id)
