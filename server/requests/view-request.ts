import { wantsSecret } from '#core/environment/secret-places.ts'
import { blockingFindings } from '#core/findings/acknowledgements.ts'
import { allFindings } from '#core/generate/preview.ts'
import { canGo } from '#core/workflow/transitions.ts'
import type { UseCaseContext } from '#server/context.ts'
import { enteredTargets, viewSecrets } from '#server/secrets/view-secrets.ts'
import { readPlanEntries, readSignerPeople } from '#server/signer-link/read-journal.ts'
import { readAuthors } from './authors.ts'
import { type Content, readContent, readRevisions } from './content.ts'
import { dayOf } from './content-facts.ts'
import { decideUntil } from './expire-requests.ts'
import { findRequest, type RequestRow } from './find-request.ts'
import type { RevisionRow } from './follow/follow-scene.ts'
import { readLastVote } from './last-vote.ts'
import { nextStep } from './next-step.ts'
import { preparationView } from './preparation/preparation-row.ts'
import { readChangeRequests } from './read-draft.ts'
import { revisionView } from './revision-view.ts'
import { requestRights } from './rights.ts'
import { situationReader } from './situation.ts'
import { storedFindings, storedPolicy, storedReached } from './stored.ts'
import type { RequestView } from './views.ts'
import { decisionViews, seatViews } from './votes.ts'

/** One request as this person may see it, in its newest revision or in the one that is asked for. */
export function viewRequest(
  context: UseCaseContext,
  { id, revision }: { id: string; revision?: number | undefined },
): RequestView {
  const { actor, db, clock, signer } = context
  const row = findRequest(db, actor, id)
  const content = readContent(db, actor, row, revision)
  const visible = readRevisions(db, actor, row)
  const reader = situationReader(context, actor)
  const situation = reader.of(row)
  const secrets = viewSecrets(db, { requestId: id, revision: content.revision }, content.environment, reader.nameOf)
  const findings = content.frozen
    ? storedFindings(content.frozen.findings)
    : allFindings(content.environment, dayOf(clock()), { ciphertexts: enteredTargets(secrets) })
  const generated = content.frozen && revisionView(db, content.frozen)
  return {
    id,
    kind: row.kind,
    mode: generated?.statement.mode ?? signer.mode,
    title: content.case.title,
    ticket: content.case.ticket,
    state: row.state,
    owner: reader.nameOf(row.ownerId),
    authors: readAuthors(db, { requestId: id, revision: content.revision }).map(reader.nameOf),
    createdAt: row.createdAt,
    changedAt: row.changedAt,
    next: nextStep(situation).next,
    revision: row.revision,
    revisions: revisionList(row, content, visible),
    reached: storedReached(row.reached),
    environment: content.environment,
    case: content.case,
    findings,
    generated,
    preparation: situation.preparation && preparationView(db, situation.preparation),
    ...approvals(context, row, content.frozen, reader.nameOf),
    changeRequests: readChangeRequests(db, id, reader.nameOf),
    decideUntil:
      content.frozen && canGo(row.state, 'expire') && content.revision === row.revision
        ? decideUntil(content.frozen)
        : null,
    lastVote: readLastVote(db, id, actor.id),
    signedAt: content.frozen?.signedAt ?? null,
    secrets,
    rights: requestRights(situation, {
      blocking: row.state === 'draft' ? blockingFindings(findings, content.case.acknowledgements).length : 0,
      wantsSecret: wantsSecret(content.environment),
      hasSecrets: secrets.some(({ entered }) => entered !== null && entered.erasedAt === null),
      hasSigned: visible.some(({ outcome }) => outcome === 'signed'),
    }),
  }
}

function revisionList(row: RequestRow, { draft }: Content, visible: readonly RevisionRow[]): RequestView['revisions'] {
  const frozen = visible.map(({ revision, submittedAt, planDigest, outcome, ...ended }) => ({
    revision,
    frozenAt: submittedAt,
    planDigest,
    outcome: outcome === 'prepared' ? ('draft' as const) : outcome,
    closedReason: ended.closedReason,
    recalledAt: ended.recalledAt,
    recallReason: ended.recallReason,
  }))
  if (!draft || frozen.some(({ revision }) => revision === draft.revision)) return frozen
  const open = { frozenAt: null, planDigest: null, closedReason: null, recalledAt: null, recallReason: null }
  return [{ revision: row.revision, outcome: 'draft', ...open }, ...frozen]
}

/** Seats and decisions of the shown revision. */
function approvals(
  { db, clock }: UseCaseContext,
  row: RequestRow,
  frozen: RevisionRow | null,
  nameOf: Parameters<typeof decisionViews>[1],
): Pick<RequestView, 'seats' | 'decisions'> {
  if (!frozen) return { seats: [], decisions: [] }
  const entries = readPlanEntries(db, frozen.planDigest)
  const seats = seatViews({
    policy: storedPolicy(frozen.policy),
    entries,
    people: readSignerPeople(db),
    requesterId: row.ownerId,
    authors: readAuthors(db, frozen),
    now: frozen.signedAt === null ? clock() : new Date(frozen.signedAt),
    nameOf,
  })
  return { seats, decisions: decisionViews(entries, nameOf) }
}
