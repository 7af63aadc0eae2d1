import { findDrift } from '#core/discovery/drift.ts'
import { parseDiscoveries } from '#core/discovery/parse.ts'
import { AppError } from '#core/errors/app-error.ts'
import { driftReports } from '#db/schema/discovery.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { findRequestFor } from '#server/requests/find-request.ts'
import { storedEnvironment } from '#server/requests/stored.ts'
import { approvedRevision } from './approved-revision.ts'
import { countsOf } from './counts.ts'
import { hostsOf } from './hosts.ts'
import type { FilesInput } from './inputs.ts'

/** Compares discovery files with the revision that people approved, and keeps the report. Refused while nothing is approved. */
export function checkDrift(context: UseCaseContext, { id, files }: FilesInput): { readonly number: number } {
  const { actor, db, clock } = context
  const row = findRequestFor(db, actor, id, 'discovery.checkDrift')
  const parsed = parseDiscoveries(files)
  const approved = approvedRevision(db, actor, row)
  if (!approved) {
    throw new AppError(
      'CONFLICT',
      `${id} has no approved revision to compare with. Until then import the files into the draft.`,
    )
  }
  const report = findDrift(storedEnvironment(approved.environment), parsed)
  const { revision } = approved
  return db.transaction(
    (tx) => {
      const values = {
        requestId: id,
        revision,
        at: clock().toISOString(),
        by: actor.id,
        report: JSON.stringify(report),
      }
      const { lastInsertRowid } = tx.insert(driftReports).values(values).run()
      appendAudit(tx, context, {
        kind: 'discovery.drift-checked',
        object: { type: 'request', id },
        details: {
          revision,
          files: parsed.map(({ sha256 }) => sha256).sort(),
          worst: report.worst,
          ...countsOf(report),
        },
        texts: { hosts: hostsOf(parsed) },
      })
      return { number: Number(lastInsertRowid) }
    },
    { behavior: 'immediate' },
  )
}
