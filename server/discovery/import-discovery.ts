import { parseDiscoveries } from '#core/discovery/parse.ts'
import { AppError } from '#core/errors/app-error.ts'
import { discoveryFiles } from '#db/schema/discovery.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readDraftRow } from '#server/requests/content.ts'
import { findRequestFor } from '#server/requests/find-request.ts'
import { isUnderWay, readPreparationRow } from '#server/requests/preparation/preparation-row.ts'
import { putBlob } from '#server/requests/preparation/store-generated.ts'
import { hostsOf } from './hosts.ts'
import type { FilesInput } from './inputs.ts'

/**
 * Keeps the files that somebody takes into a draft, so that the review shows which fact came from which file. The draft itself is
 * saved as after any other edit. One refused file refuses all of them, and nothing is kept.
 */
export function importDiscovery(context: UseCaseContext, { id, files }: FilesInput): { readonly kept: number } {
  const { actor, db, clock } = context
  findRequestFor(db, actor, id, 'discovery.import')
  const parsed = parseDiscoveries(files)
  const texts = new Map(files.map(({ name, text }) => [name, text]))
  return db.transaction(
    (tx) => {
      const row = findRequestFor(tx, actor, id, 'discovery.import')
      const draft = readDraftRow(tx, row)
      const preparation = readPreparationRow(tx, id)
      if (row.state !== 'draft' || !draft) {
        throw new AppError('CONFLICT', `${id} is ${row.state}. Choose Edit to open a new revision, then import.`)
      }
      if (preparation && isUnderWay(preparation)) {
        throw new AppError('CONFLICT', `${id} is on its way to the signer. Take it back to change it.`)
      }
      const at = clock().toISOString()
      for (const { name, sha256 } of parsed) {
        putBlob(tx, new TextEncoder().encode(texts.get(name)), sha256)
        const { revision } = draft
        tx.insert(discoveryFiles)
          .values({ requestId: id, revision, sha256, name, takenAt: at, takenBy: actor.id })
          .onConflictDoNothing()
          .run()
      }
      appendAudit(tx, context, {
        kind: 'discovery.imported',
        object: { type: 'request', id },
        details: { revision: draft.revision, files: parsed.map(({ sha256 }) => sha256).sort() },
        texts: { hosts: hostsOf(parsed) },
      })
      return { kept: parsed.length }
    },
    { behavior: 'immediate' },
  )
}
