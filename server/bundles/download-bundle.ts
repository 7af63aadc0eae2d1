import { AppError } from '#core/errors/app-error.ts'
import { bundleFolder } from '#crypto/bundle/layout.ts'
import { writeZip } from '#crypto/zip/write-zip.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import type { Download } from '#server/http/hand-out.ts'
import { isAllowed } from '#server/permissions/permissions.ts'
import { readRevisions } from '#server/requests/content.ts'
import { findRequest, type RequestRow, requestRelation } from '#server/requests/find-request.ts'
import type { RevisionRow } from '#server/requests/follow/follow-scene.ts'
import { storedManifests } from '#server/requests/stored.ts'
import { assembleBundle } from './assemble-bundle.ts'

export interface Wanted {
  readonly id: string
  /** The newest signed revision when absent. */
  readonly revision?: number | undefined
}

/** One signed bundle as a ZIP. NOT_FOUND without the right to it, like for a bundle that does not exist. */
export async function downloadBundle(context: UseCaseContext, wanted: Wanted, target: string): Promise<Download> {
  const revision = findSigned(context, wanted)
  if (!targetsOf(revision).includes(target)) throw nothing(wanted.id)
  const bytes = await zipOf(context, revision, target)
  note(context, revision, [target])
  return { fileName: `${bundleFolder({ ...revision, target })}.zip`, bytes }
}

/** All bundles of a revision: one ZIP that holds the ZIP of each target. */
export async function downloadAllBundles(context: UseCaseContext, wanted: Wanted): Promise<Download> {
  const revision = findSigned(context, wanted)
  const targets = targetsOf(revision)
  const entries: { path: string; bytes: Uint8Array }[] = []
  for (const target of targets) {
    const path = `${bundleFolder({ ...revision, target })}.zip`
    entries.push({ path, bytes: await zipOf(context, revision, target) })
  }
  const bytes = await writeZip(entries)
  note(context, revision, targets)
  return { fileName: `${revision.requestId}-r${revision.revision}.zip`, bytes }
}

function findSigned(context: UseCaseContext, { id, revision }: Wanted): RevisionRow {
  const { actor, db } = context
  const row = findRequest(db, actor, id)
  if (!isAllowed(actor, 'download.bundle', requestRelation(actor, row))) {
    noteRefusal(context, row)
    throw nothing(id)
  }
  const wanted = readRevisions(db, actor, row).filter((one) => revision === undefined || one.revision === revision)
  const found = wanted.find(({ outcome }) => outcome === 'signed')
  if (found) return found
  const recalled = wanted.find(({ outcome }) => outcome === 'recalled')
  throw recalled ? takenBack(recalled) : nothing(id)
}

function takenBack({ requestId, revision, recalledAt, recallReason }: RevisionRow): AppError {
  const why = recallReason === 'superseded' ? 'because a newer revision is signed' : 'by a decision'
  return new AppError(
    'GONE',
    `The bundles of ${requestId} revision ${revision} were recalled on ${recalledAt?.slice(0, 10)} ${why}. They are handed out no more; do not carry out a copy that you have.`,
  )
}

const nothing = (id: string) =>
  new AppError('NOT_FOUND', `There is no such bundle of ${id}, or it is not for your role.`)

const targetsOf = ({ manifests }: RevisionRow): string[] => Object.keys(storedManifests(manifests ?? '{}')).sort()

const zipOf = async (context: UseCaseContext, revision: RevisionRow, target: string) =>
  writeZip(await assembleBundle(context, revision, target))

function note(context: UseCaseContext, { requestId, revision, planDigest }: RevisionRow, targets: string[]): void {
  context.db.transaction(
    (tx) =>
      appendAudit(tx, context, {
        kind: 'bundle.downloaded',
        object: { type: 'request', id: requestId },
        details: { revision, planDigest, targets },
      }),
    { behavior: 'immediate' },
  )
}

function noteRefusal(context: UseCaseContext, { id }: RequestRow): void {
  context.db.transaction(
    (tx) => appendAudit(tx, context, { kind: 'bundle.refused', outcome: 'refused', object: { type: 'request', id } }),
    { behavior: 'immediate' },
  )
}
