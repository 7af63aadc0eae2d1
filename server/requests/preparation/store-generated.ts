import { and, eq, sql } from 'drizzle-orm'
import { canonicalBytes, canonicalJson } from '#core/bytes/canonical-json.ts'
import type { Authority, Generated } from '#core/generate/types.ts'
import { SECRET_FILE } from '#core/plan/phase-u-script.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import { sha256Hex } from '#crypto/digest.ts'
import type { Tx } from '#db/client.ts'
import { blobs } from '#db/schema/blobs.ts'
import { preparations } from '#db/schema/requests.ts'
import { revisionFiles, revisions, revisionTargets } from '#db/schema/revisions.ts'
import { markInPlan } from '#server/secrets/secret-rows.ts'

/** Puts bytes under their SHA-256, which is returned. */
export function putBlob(tx: Tx, bytes: Uint8Array, sha256 = sha256Hex(bytes)): string {
  tx.insert(blobs)
    .values({ sha256, bytes: Buffer.from(bytes) })
    .onConflictDoNothing()
    .run()
  return sha256
}

/**
 * Stores a generated revision, in place of an earlier generation of the same number that nobody submitted. False when the
 * preparation was taken back in the meantime: then nothing is stored.
 */
export function storeGenerated(
  tx: Tx,
  input: GeneratorInput,
  { policy }: Authority,
  generated: Generated,
  { version, at }: { version: number; at: string },
): boolean {
  const { requestId, revision } = input
  const wanted = and(
    eq(preparations.requestId, requestId),
    eq(preparations.version, version),
    eq(preparations.revision, revision),
    eq(preparations.step, 'generating'),
  )
  const { changes } = tx.update(preparations).set({ step: 'uploading', since: at, message: null }).where(wanted).run()
  if (changes === 0) return false
  dropPrepared(tx, requestId, revision)
  tx.insert(revisions)
    .values({
      requestId,
      revision,
      environment: JSON.stringify(input.environment),
      case: JSON.stringify(input.case),
      asOf: input.asOf,
      policy: canonicalJson(policy),
      planDigest: generated.planDigest,
      statementSha256: putBlob(tx, generated.statementBytes),
      planSha256: putBlob(tx, canonicalBytes(generated.plan)),
      findings: JSON.stringify(generated.findings),
      outcome: 'prepared',
      preparedAt: at,
    })
    .run()
  for (const target of generated.targets) storeTarget(tx, { requestId, revision }, generated, target)
  markInPlan(tx, { requestId, revision }, Object.keys(input.ciphertexts))
  return true
}

function storeTarget(
  tx: Tx,
  key: { requestId: string; revision: number },
  { plan }: Generated,
  { target, files, statementBytes }: Generated['targets'][number],
): void {
  const about = plan.targets.find((one) => one.target === target)
  if (!about) throw new Error(`the plan has no target ${target}`)
  const steps = plan.steps.filter((step) => step.target === target)
  const { kind, fqdn, summary } = about
  const minutes = steps.reduce((total, step) => total + step.minutes, 0)
  const statementSha256 = putBlob(tx, statementBytes)
  tx.insert(revisionTargets)
    .values({ ...key, target, kind, fqdn, summary, steps: steps.length, minutes, statementSha256 })
    .run()
  for (const { path, bytes, sha256 } of files) {
    // It stands in `secret_blobs`, where it can be erased.
    if (path === SECRET_FILE) continue
    putBlob(tx, bytes, sha256)
    tx.insert(revisionFiles)
      .values({ ...key, target, origin: 'generated', path, bytes: bytes.length, sha256 })
      .run()
  }
}

/** Forgets a generation that the signer never took in. Its bytes go with it, where nothing else uses them. */
export function dropPrepared(tx: Tx, requestId: string, revision: number): void {
  const prepared = and(
    eq(revisions.requestId, requestId),
    eq(revisions.revision, revision),
    eq(revisions.outcome, 'prepared'),
  )
  if (!tx.select({ revision: revisions.revision }).from(revisions).where(prepared).get()) return
  const of = (table: typeof revisionFiles | typeof revisionTargets) =>
    and(eq(table.requestId, requestId), eq(table.revision, revision))
  tx.delete(revisionFiles).where(of(revisionFiles)).run()
  tx.delete(revisionTargets).where(of(revisionTargets)).run()
  tx.delete(revisions).where(prepared).run()
  tx.run(sql`DELETE FROM ${blobs} WHERE ${blobs.sha256} NOT IN (
    SELECT ${revisionFiles.sha256} FROM ${revisionFiles}
    UNION SELECT ${revisionTargets.statementSha256} FROM ${revisionTargets}
    UNION SELECT ${revisions.statementSha256} FROM ${revisions}
    UNION SELECT ${revisions.planSha256} FROM ${revisions})`)
}
