import { and, asc, desc, eq, gt, inArray, isNotNull, lte } from 'drizzle-orm'
import { addDays } from '#core/findings/day.ts'
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

const REMIND_DAYS = 30
/** A password that was changed by such a request is in use. */
const CHANGED: RequestState[] = ['signed', 'in progress', 'completed']

/** Everything with a date that this person should know of. */
export const readReminders = (context: UseCaseContext): HomeView['reminders'] => [
  ...passwordReminders(context),
  ...findingReminders(context),
]

/** Own mailbox passwords whose next change is due within thirty days, or overdue, the next one first. */
function passwordReminders({ actor, db, clock }: UseCaseContext): HomeView['reminders'] {
  const until = addDays(dayOf(clock()), REMIND_DAYS)
  return db
    .select({ id: requests.id, name: requests.environmentName, day: requests.nextChange })
    .from(requests)
    .where(
      and(
        eq(requests.ownerId, actor.id),
        inArray(requests.state, CHANGED),
        isNotNull(requests.nextChange),
        lte(requests.nextChange, until),
      ),
    )
    .orderBy(asc(requests.nextChange))
    .limit(MAX_REQUESTS)
    .all()
    .map(({ id, name, day }) => ({
      requestId: id,
      ruleId: 'U-02',
      message: `The mailbox password of ${name === '' ? id : name} is to be changed by ${day ?? ''}. Make a new request for it.`,
    }))
}

/** Own open requests that rely on something with an announced end (M07), the last changed first. */
function findingReminders({ actor, db, clock }: UseCaseContext): HomeView['reminders'] {
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
