import { eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { blockingFindings } from '#core/findings/acknowledgements.ts'
import type { Finding } from '#core/findings/finding.ts'
import { allFindings } from '#core/generate/preview.ts'
import { deriveRisks } from '#core/policy/derive-risks.ts'
import type { Risk } from '#core/protocol/protocol.ts'
import { type Case, caseSchema } from '#core/statement/schemas.ts'
import type { Reader, Tx } from '#db/client.ts'
import { preparations } from '#db/schema/requests.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readCiphertexts } from '#server/secrets/secret-rows.ts'
import { type DraftRow, readDraftRow } from './content.ts'
import { dayOf } from './content-facts.ts'
import { findRequestFor, type RequestRow } from './find-request.ts'
import { pinAuthority } from './preparation/pin-authority.ts'
import { isUnderWay, type PreparationRow, preparationView, readPreparationRow } from './preparation/preparation-row.ts'
import { storedDraftCase, storedEnvironment } from './stored.ts'
import { submittedCase } from './submitted-case.ts'
import type { Preparation } from './views.ts'

/**
 * Sends the draft on its way to the signer: from now on it is held, generated in the background, and uploaded. Refused while a
 * finding blocks. While the signer is down it waits. Sent twice, it goes once.
 */
export async function submitRequest(
  context: UseCaseContext,
  { id, version }: { id: string; version: number },
): Promise<Preparation> {
  const { actor, db, clock, signer } = context
  const sent = underWay(db, findRequestFor(db, actor, id, 'requests.submit'), version)
  if (sent) return preparationView(db, sent)
  const { row, draft } = readyDraft(db, findRequestFor(db, actor, id, 'requests.submit'), version)
  const environment = storedEnvironment(draft.environment)
  const ciphertexts = readCiphertexts(db, draft, environment)
  const found = allFindings(environment, dayOf(clock()), { ciphertexts: Object.keys(ciphertexts) })
  const risks = deriveRisks({ environment, ciphertexts }, found)
  assertComplete(found, storedDraftCase(draft.case))
  const silence = await askSigner(context, row, risks, storedDraftCase(draft.case).ticket)
  const view = db.transaction((tx) => start(tx), { behavior: 'immediate' })
  signer.wake()
  return view

  function start(tx: Tx): Preparation {
    const now = findRequestFor(tx, actor, id, 'requests.submit')
    const meanwhile = underWay(tx, now, version)
    if (meanwhile) return preparationView(tx, meanwhile)
    const { revision } = readyDraft(tx, now, version).draft
    const since = clock().toISOString()
    tx.delete(preparations).where(eq(preparations.requestId, id)).run()
    const values = {
      requestId: id,
      revision,
      version,
      step: silence === null ? ('generating' as const) : ('waiting' as const),
      since,
      message: silence,
      findings: '[]',
      startedBy: actor.id,
    }
    tx.insert(preparations).values(values).run()
    appendAudit(tx, context, {
      kind: 'request.preparation-started',
      object: { type: 'request', id },
      details: { revision, version },
    })
    return preparationView(tx, { ...values, done: 0, total: 0, uploadTried: false })
  }
}

function underWay(db: Reader, row: RequestRow, version: number): PreparationRow | null {
  const preparation = readPreparationRow(db, row.id)
  return preparation && isUnderWay(preparation) && preparation.version === version ? preparation : null
}

function readyDraft(db: Reader, row: RequestRow, version: number): { row: RequestRow; draft: DraftRow } {
  const draft = readDraftRow(db, row)
  if (row.state !== 'draft' || !draft)
    throw new AppError('CONFLICT', `${row.id} is ${row.state}; there is no draft to submit.`)
  if (draft.version !== version) {
    throw new AppError('CONFLICT', 'The draft was changed in the meantime. Look at it again before you submit it.')
  }
  return { row, draft }
}

/** The rules of today, and what only a submission needs. */
function assertComplete(findings: readonly Finding[], caseOf: Case): void {
  const blocking = blockingFindings(findings, caseOf.acknowledgements)
  if (blocking.length > 0) throw blocked(blocking)
  if (caseOf.title.trim() === '')
    throw new AppError('UNPROCESSABLE', 'Give the request a title: it heads every runbook.')
  if (!caseSchema.safeParse(submittedCase(caseOf)).success) {
    throw new AppError('UNPROCESSABLE', 'Title, ticket or an acknowledgement is not complete.')
  }
}

function blocked(blocking: readonly Finding[]): AppError {
  const errors = blocking.filter(({ severity }) => severity === 'error').length
  const warnings = blocking.length - errors
  const parts = [
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'} without an acknowledgement` : '',
  ].filter(Boolean)
  return new AppError('UNPROCESSABLE', `The request can not be submitted: ${parts.join(' and ')} in the way.`, {
    details: { blocking },
  })
}

/** Refuses where the signer would refuse. Null when it answers, else why the request waits. */
async function askSigner(
  { signer, actor }: UseCaseContext,
  { kind }: RequestRow,
  risks: readonly Risk[],
  ticket: string,
): Promise<string | null> {
  try {
    const status = await signer.api.status()
    pinAuthority(status, { mode: signer.mode, kind, requester: actor.id, risks, ticket })
    return null
  } catch (error) {
    if (error instanceof AppError && error.code === 'SIGNER_UNREACHABLE') return error.userMessage
    throw error
  }
}
