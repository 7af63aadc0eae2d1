import { and, count, eq } from 'drizzle-orm'
import { assertNever } from '#core/errors/app-error.ts'
import type { JournalEntry } from '#core/protocol/protocol.ts'
import type { TransitionEvent } from '#core/workflow/transitions.ts'
import { drafts, preparations } from '#db/schema/requests.ts'
import { revisionTargets } from '#db/schema/revisions.ts'
import { readPlanEntries } from '#server/signer-link/read-journal.ts'
import { contentFacts } from '../content-facts.ts'
import { type Move, moveRequest } from '../move-request.ts'
import { storedCase, storedEnvironment, storedFindings } from '../stored.ts'
import { rejectedBy } from '../votes.ts'
import { type FollowedPlan, type FollowScene, findPlan, tell, updateRevision } from './follow-scene.ts'

type DecisionEntry = Extract<JournalEntry, { kind: 'decision' }>

/** One person's word, as the signer journalled it. A word on a revision that the request left behind is told, and moves nothing. */
export function applyDecision(scene: FollowScene, { decision, comment }: DecisionEntry): void {
  const plan = findPlan(scene, decision.planDigest, `decision ${decision.decision}`)
  if (!plan) return
  const told = { personId: decision.person, texts: comment === null ? {} : { comment } }
  switch (decision.decision) {
    case 'submit':
      tell(scene, plan, { kind: 'request.submitted', move: submit(scene, plan), ...told })
      break
    case 'approve':
      tell(scene, plan, { kind: 'request.approval-given', move: liftRejection(scene, plan), ...told })
      break
    case 'reject':
      tell(scene, plan, { kind: 'request.rejected', move: reject(scene, plan), ...told })
      break
    case 'withdraw':
      tell(scene, plan, { kind: 'request.withdrawn', move: move(scene, plan, 'withdraw'), ...told })
      break
    case 'recall':
      // The entry `recalled` that follows moves the request.
      tell(scene, plan, { kind: 'request.recall-decided', move: null, ...told })
      break
    default:
      assertNever(decision.decision)
  }
}

const move = ({ tx, entry }: FollowScene, { request, current }: FollowedPlan, event: TransitionEvent) =>
  current ? moveRequest(tx, request, event, entry.at) : null

function submit(scene: FollowScene, { request, revision, current }: FollowedPlan): Move | null {
  if (!current || revision.outcome !== 'prepared') return null
  const { tx, entry } = scene
  const { requestId } = revision
  const content = { environment: storedEnvironment(revision.environment), case: storedCase(revision.case) }
  const facts = contentFacts(requestId, content, revision.asOf, {
    findings: storedFindings(revision.findings),
    targets: countTargets(scene, revision),
  })
  const moved = moveRequest(tx, request, 'submit', entry.at, { ...facts, shared: true })
  if (!moved) return null
  updateRevision(scene, revision.planDigest, { outcome: 'submitted', submittedAt: entry.at })
  tx.delete(drafts).where(eq(drafts.requestId, requestId)).run()
  tx.delete(preparations).where(eq(preparations.requestId, requestId)).run()
  return moved
}

/** A rejection undoes the quorum: nothing is signed until it is lifted and enough people approve anew. */
function reject(scene: FollowScene, plan: FollowedPlan): Move | null {
  const { planDigest, outcome } = plan.revision
  const moved = move(scene, plan, 'reject')
  if (moved && outcome === 'approved') updateRevision(scene, planDigest, { outcome: 'submitted', signingProblem: null })
  return moved
}

/** Somebody who rejected has changed their mind, and nobody else rejects. */
function liftRejection(scene: FollowScene, plan: FollowedPlan): Move | null {
  const rejecting = rejectedBy(readPlanEntries(scene.tx, plan.revision.planDigest))
  return rejecting.length === 0 ? move(scene, plan, 'lift-rejection') : null
}

function countTargets({ tx }: FollowScene, { requestId, revision }: FollowedPlan['revision']): number {
  const ofRevision = and(eq(revisionTargets.requestId, requestId), eq(revisionTargets.revision, revision))
  return tx.select({ targets: count() }).from(revisionTargets).where(ofRevision).get()?.targets ?? 0
}
