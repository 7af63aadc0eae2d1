import { and, asc, count, desc, eq, gt, inArray, or, type SQL } from 'drizzle-orm'
import { requests } from '#db/schema/requests.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { visibleTo } from '#server/requests/find-request.ts'
import { nextStep } from '#server/requests/next-step.ts'
import { type SituationReader, situationReader } from '#server/requests/situation.ts'
import { requestSummary } from '#server/requests/summary.ts'
import type { HomeView, WaitingItem } from './views.ts'

const MINE = 5
const UPCOMING = 5
const MAX_WAITING = 50

/** What waits for this person, what is theirs, and which windows come next. */
export function viewHome(context: UseCaseContext): HomeView {
  const { actor, db, clock, signer } = context
  assertAllowed(actor, 'home.view')
  const situations = situationReader(context, actor)
  const own = eq(requests.ownerId, actor.id)
  const howMany = (where: SQL | undefined) => db.select({ n: count() }).from(requests).where(where).get()?.n ?? 0
  const mine = db.select().from(requests).where(own).orderBy(desc(requests.changedAt)).limit(MINE).all()
  const upcoming = db
    .select()
    .from(requests)
    .where(
      and(
        visibleTo(actor),
        inArray(requests.state, ['submitted', 'approved', 'signed', 'in progress']),
        gt(requests.windowEnd, clock().toISOString()),
      ),
    )
    .orderBy(asc(requests.windowStart))
    .limit(UPCOMING)
    .all()
  const summary = (row: (typeof mine)[number]) => requestSummary(situations.of(row))
  return {
    waiting: waitingFor(context, situations),
    mine: mine.map(summary),
    mineTotal: howMany(own),
    upcoming: upcoming.map(summary),
    signer: signer.health(),
    draftCount: howMany(and(own, eq(requests.state, 'draft'))),
  }
}

/** Oldest first. Only states in which a request can wait for somebody are looked at. */
function waitingFor({ actor, db }: UseCaseContext, situations: SituationReader): WaitingItem[] {
  const own = and(eq(requests.ownerId, actor.id), inArray(requests.state, ['draft', 'changes requested', 'rejected']))
  const others: SQL | undefined = and(visibleTo(actor), inArray(requests.state, ['submitted', 'signed']))
  return db
    .select()
    .from(requests)
    .where(or(own, others))
    .orderBy(asc(requests.changedAt))
    .all()
    .flatMap((row) => {
      const situation = situations.of(row)
      const { action } = nextStep(situation)
      return action === null ? [] : [{ request: requestSummary(situation), action, since: row.changedAt }]
    })
    .slice(0, MAX_WAITING)
}
