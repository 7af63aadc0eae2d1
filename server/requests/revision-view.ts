import { and, asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Plan } from '#core/plan/plan.ts'
import { planWords } from '#core/seal/plan-words.ts'
import { planStatementSchema } from '#core/statement/schemas.ts'
import type { Reader } from '#db/client.ts'
import { revisionFiles, revisionTargets } from '#db/schema/revisions.ts'
import { readSecretRows } from '#server/secrets/secret-rows.ts'
import type { RevisionRow } from './follow/follow-scene.ts'
import { readBlob } from './read-blob.ts'
import { storedFindings, storedPolicy } from './stored.ts'
import type { RevisionView, TargetView } from './views.ts'

/** The outline; the bytes are the ones that were stored, which `readBlob` proves. */
const planSchema = z.strictObject({
  targets: z.array(z.looseObject({ target: z.string() })),
  steps: z.array(z.looseObject({ id: z.string(), target: z.string() })),
  totals: z.looseObject({ steps: z.int(), minutes: z.int() }),
})

const json = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'))

/** The plan of a generated revision, as it was stored. */
export function readPlan(db: Reader, { planSha256 }: Pick<RevisionRow, 'planSha256'>): Plan {
  return planSchema.parse(json(readBlob(db, planSha256))) as unknown as Plan
}

function readTargets(db: Reader, { requestId, revision }: RevisionRow): TargetView[] {
  const files = and(
    eq(revisionFiles.requestId, revisionTargets.requestId),
    eq(revisionFiles.revision, revisionTargets.revision),
    eq(revisionFiles.target, revisionTargets.target),
    eq(revisionFiles.origin, 'generated'),
  )
  const secrets = new Map(readSecretRows(db, { requestId, revision }).map((row) => [row.target, row]))
  return db
    .select({
      target: revisionTargets.target,
      kind: revisionTargets.kind,
      fqdn: revisionTargets.fqdn,
      summary: revisionTargets.summary,
      steps: revisionTargets.steps,
      minutes: revisionTargets.minutes,
      files: sql<number>`count(*)`,
      bytes: sql<number>`sum(${revisionFiles.bytes})`,
    })
    .from(revisionTargets)
    .innerJoin(revisionFiles, files)
    .where(and(eq(revisionTargets.requestId, requestId), eq(revisionTargets.revision, revision)))
    .groupBy(revisionTargets.target)
    .orderBy(asc(revisionTargets.target))
    .all()
    .map((row) => {
      const secret = secrets.get(row.target)
      return secret?.inPlan ? { ...row, files: row.files + 1, bytes: row.bytes + secret.bytes } : row
    })
}

/** Everything that people decide on. */
export function revisionView(db: Reader, row: RevisionRow): RevisionView {
  return {
    revision: row.revision,
    planDigest: row.planDigest,
    words: planWords(row.planDigest),
    statement: planStatementSchema.parse(json(readBlob(db, row.statementSha256))),
    policy: storedPolicy(row.policy),
    targets: readTargets(db, row),
    findings: storedFindings(row.findings),
    plan: readPlan(db, row),
  }
}
