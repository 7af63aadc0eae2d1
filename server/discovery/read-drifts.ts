import { and, desc, eq } from 'drizzle-orm'
import { driftReport } from '#core/discovery/drift-report.ts'
import { AppError } from '#core/errors/app-error.ts'
import { driftReports } from '#db/schema/discovery.ts'
import { people } from '#db/schema/people.ts'
import type { UseCaseContext } from '#server/context.ts'
import { isAllowed } from '#server/permissions/permissions.ts'
import { findRevision } from '#server/requests/content.ts'
import { findRequestFor, requestRelation } from '#server/requests/find-request.ts'
import { storedEnvironment } from '#server/requests/stored.ts'
import { approvedRevision } from './approved-revision.ts'
import { countsOf } from './counts.ts'
import type { DriftSummary, DriftsView, DriftView } from './views.ts'

const MAX_REPORTS = 100

export function listDrifts({ actor, db }: UseCaseContext, { id }: { id: string }): DriftsView {
  const row = findRequestFor(db, actor, id, 'discovery.drifts')
  const rows = db
    .select({ drift: driftReports, name: people.name })
    .from(driftReports)
    .innerJoin(people, eq(people.id, driftReports.by))
    .where(eq(driftReports.requestId, id))
    .orderBy(desc(driftReports.id))
    .limit(MAX_REPORTS)
    .all()
  return {
    reports: rows.map(({ drift, name }) => summary(drift, name)),
    revision: approvedRevision(db, actor, row)?.revision ?? null,
    mayCheck: isAllowed(actor, 'discovery.checkDrift', requestRelation(actor, row)),
  }
}

export function readDrift({ actor, db }: UseCaseContext, { id, number }: { id: string; number: number }): DriftView {
  findRequestFor(db, actor, id, 'discovery.drift')
  const found = db
    .select({ drift: driftReports, name: people.name })
    .from(driftReports)
    .innerJoin(people, eq(people.id, driftReports.by))
    .where(and(eq(driftReports.requestId, id), eq(driftReports.id, number)))
    .get()
  const revision = found && findRevision(db, id, found.drift.revision)
  if (!found || !revision) throw new AppError('NOT_FOUND', `${id} has no drift report ${number}.`)
  return {
    ...summary(found.drift, found.name),
    report: storedReport(found.drift.report),
    environment: storedEnvironment(revision.environment),
  }
}

const storedReport = (text: string) => driftReport.parse(JSON.parse(text))

function summary({ id, revision, at, by, report }: typeof driftReports.$inferSelect, name: string): DriftSummary {
  const parsed = storedReport(report)
  return { number: id, revision, at, by: { id: by, name }, worst: parsed.worst, counts: countsOf(parsed) }
}
