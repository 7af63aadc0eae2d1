import { desc, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Reader } from '#db/client.ts'
import { changeRequests } from '#db/schema/requests.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readCiphertexts } from '#server/secrets/secret-rows.ts'
import { readAuthors } from './authors.ts'
import { type DraftRow, readDraftRow } from './content.ts'
import { dayOf } from './content-facts.ts'
import { findRequestFor, type RequestRow } from './find-request.ts'
import { type PersonRef, readNames } from './people.ts'
import { storedDraftCase, storedEnvironment } from './stored.ts'
import type { DraftView } from './views.ts'

export function readDraft({ actor, db, clock }: UseCaseContext, { id }: { id: string }): DraftView {
  const row = findRequestFor(db, actor, id, 'requests.draft')
  const draft = readDraftRow(db, row)
  if (!draft) {
    throw new AppError('CONFLICT', `${id} is ${row.state} and has no open draft. Choose Edit to open a new revision.`)
  }
  return draftView(db, row, draft, clock())
}

export function draftView(db: Reader, row: RequestRow, draft: DraftRow, now: Date): DraftView {
  const nameOf = readNames(db)
  const environment = storedEnvironment(draft.environment)
  return {
    id: row.id,
    revision: draft.revision,
    version: draft.version,
    environment,
    case: storedDraftCase(draft.case),
    savedAt: draft.savedAt,
    savedBy: nameOf(draft.savedBy),
    owner: nameOf(row.ownerId),
    authors: readAuthors(db, draft).map(nameOf),
    state: row.state,
    changeRequests: readChangeRequests(db, row.id, nameOf),
    asOf: dayOf(now),
    ciphertexts: Object.keys(readCiphertexts(db, draft, environment)),
  }
}

/** What approvers asked to change, newest first. */
export function readChangeRequests(
  db: Reader,
  requestId: string,
  nameOf: (id: string) => PersonRef,
): DraftView['changeRequests'] {
  return db
    .select()
    .from(changeRequests)
    .where(eq(changeRequests.requestId, requestId))
    .orderBy(desc(changeRequests.id))
    .all()
    .map(({ by, at, reason }) => ({ by: nameOf(by), at, reason }))
}
