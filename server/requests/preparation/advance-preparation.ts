import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { Authority } from '#core/generate/types.ts'
import { risksOn } from '#core/policy/derive-risks.ts'
import type { GeneratorInput, Submission } from '#core/protocol/protocol.ts'
import { planStatementSchema } from '#core/statement/schemas.ts'
import { readCiphertexts } from '#server/secrets/secret-rows.ts'
import { readAuthors } from '../authors.ts'
import { findRevision, readDraftRow } from '../content.ts'
import { dayOf } from '../content-facts.ts'
import type { RequestRow } from '../find-request.ts'
import type { RevisionRow } from '../follow/follow-scene.ts'
import { readBlob } from '../read-blob.ts'
import { storedCase, storedDraftCase, storedEnvironment } from '../stored.ts'
import { submittedCase } from '../submitted-case.ts'
import { pinAuthority } from './pin-authority.ts'
import type { PrepareServices } from './prepare-services.ts'
import {
  beginGenerating,
  beginUpload,
  fail,
  findUnderWay,
  keepGenerated,
  keepWaiting,
  noteProgress,
  noteReady,
  refuse,
  type UnderWay,
} from './steps.ts'

/**
 * Takes one draft as far to the signer as it goes: pin genesis and policy, generate, upload. May be called at any time and again
 * after a crash; what was done is not done twice. `waits` when the signer is down: then it is to be called again later.
 */
export async function advancePreparation(services: PrepareServices, requestId: string): Promise<'settled' | 'waits'> {
  const { db } = services
  const underWay = findUnderWay(db, requestId)
  if (!underWay) return 'settled'
  try {
    const authority = await pin(services, underWay)
    const revision = reusable(services, underWay, authority) ?? (await generateRevision(services, underWay, authority))
    if (revision) await upload(services, underWay, revision)
    return 'settled'
  } catch (error) {
    if (error instanceof AppError && error.code === 'SIGNER_UNREACHABLE') {
      keepWaiting(services, underWay, error.userMessage)
      return 'waits'
    }
    if (error instanceof AppError && error.code !== 'INTERNAL') {
      refuse(services, underWay, { by: 'signer', message: error.userMessage, numberTaken: error.code === 'CONFLICT' })
    } else {
      const errorId = services.reportError(error, `preparation of ${requestId}`)
      fail(services, underWay, `The portal could not make the plan. The log has the reason under number ${errorId}.`)
    }
    return 'settled'
  }
}

async function pin(services: PrepareServices, underWay: UnderWay): Promise<Authority> {
  const status = await services.signer.api.status()
  const input = frozenInput(services, underWay)
  if (!input) throw new AppError('CONFLICT', 'The draft was changed in the meantime.')
  const { mode, kind, requester } = input
  const risks = risksOn(input, input.asOf)
  return pinAuthority(status, { mode, kind, requester, risks, ticket: input.case.ticket })
}

/** What was generated before the signer went silent, while day and policy are still the same. */
function reusable(
  { db, clock }: PrepareServices,
  { preparation }: UnderWay,
  { policy }: Authority,
): RevisionRow | null {
  const made = findRevision(db, preparation.requestId, preparation.revision)
  if (made?.outcome !== 'prepared') return null
  return made.asOf === dayOf(clock()) && made.policy === canonicalJson(policy) ? made : null
}

/** Null when the rules refuse it, or when it was taken back while it was made. */
async function generateRevision(
  services: PrepareServices,
  underWay: UnderWay,
  authority: Authority,
): Promise<RevisionRow | null> {
  const { db, generate } = services
  const input = frozenInput(services, underWay)
  if (!input || !beginGenerating(services, underWay)) return null
  const made = await generate(input, authority, (done, total) => noteProgress(services, underWay, done, total))
  if (made === null) return null
  if (made.outcome === 'refused') {
    const message = `The rules refuse the plan as of ${input.asOf}. Correct the draft and submit again.`
    refuse(services, underWay, { by: 'rules', message, findings: made.blocking })
    return null
  }
  return keepGenerated(services, underWay, input, authority, made)
    ? findRevision(db, input.requestId, input.revision)
    : null
}

function frozenInput(
  { db, clock, signer }: PrepareServices,
  { request, preparation }: UnderWay,
): GeneratorInput | null {
  const draft = readDraftRow(db, request)
  if (!draft || draft.version !== preparation.version) return null
  const environment = storedEnvironment(draft.environment)
  return {
    requestId: request.id,
    revision: draft.revision,
    kind: request.kind,
    mode: signer.mode,
    asOf: dayOf(clock()),
    requester: request.ownerId,
    environment,
    case: submittedCase(storedDraftCase(draft.case)),
    ciphertexts: readCiphertexts(db, draft, environment),
  }
}

async function upload(services: PrepareServices, underWay: UnderWay, revision: RevisionRow): Promise<void> {
  if (!beginUpload(services, underWay)) return
  const { planDigest } = await services.signer.api.submit(submissionOf(services, underWay.request, revision))
  if (planDigest !== revision.planDigest) {
    throw new AppError('UNPROCESSABLE', 'The signer answered with the digest of another plan.')
  }
  noteReady(services, underWay)
}

// The owner is one by creation; the signer wants them sorted.
function authorsOf({ db }: Pick<PrepareServices, 'db'>, ownerId: string, revision: RevisionRow): string[] {
  return [...new Set([ownerId, ...readAuthors(db, revision)])].sort()
}

function submissionOf(
  { db, signer }: PrepareServices,
  { kind, ownerId }: RequestRow,
  revision: RevisionRow,
): Submission {
  const environment = storedEnvironment(revision.environment)
  const statement = Buffer.from(readBlob(db, revision.statementSha256)).toString('utf8')
  return {
    type: 'mim-gmsa/submission/1',
    input: {
      requestId: revision.requestId,
      revision: revision.revision,
      kind,
      mode: signer.mode,
      asOf: revision.asOf,
      requester: ownerId,
      environment,
      case: storedCase(revision.case),
      ciphertexts: readCiphertexts(db, revision, environment),
    },
    authors: authorsOf({ db }, ownerId, revision),
    planStatement: planStatementSchema.parse(JSON.parse(statement)),
  }
}
