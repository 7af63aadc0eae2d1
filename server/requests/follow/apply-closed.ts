import { eq } from 'drizzle-orm'
import type { JournalEntry } from '#core/protocol/protocol.ts'
import { closings } from '#db/schema/journal.ts'
import { changeRequests, preparations, requests } from '#db/schema/requests.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import { moveRequest } from '../move-request.ts'
import { openNextDraft } from '../next-draft.ts'
import { takeNextNumber } from '../preparation/steps.ts'
import { type FollowedPlan, type FollowScene, findPlan, tell, updateRevision } from './follow-scene.ts'

type Closing = typeof closings.$inferSelect

/**
 * The signer closed a plan. Whoever asked for it wanted something next, which is carried out here, in the same transaction. Closed
 * for a reason of the signer, a submitted request goes back to its owner, and a draft on its way becomes a new revision.
 */
export function applyClosed(scene: FollowScene, entry: Extract<JournalEntry, { kind: 'closed' }>): void {
  const { tx } = scene
  const { planDigest, reason } = entry
  const wanted = tx.select().from(closings).where(eq(closings.planDigest, planDigest)).get()
  tx.delete(closings).where(eq(closings.planDigest, planDigest)).run()
  const plan = findPlan(scene, planDigest, 'closed')
  if (!plan) return
  updateRevision(scene, planDigest, { outcome: 'closed', closedReason: reason })
  const own = plan.current && !wanted && plan.request.state !== 'draft'
  const move = own ? moveRequest(tx, plan.request, 'close', scene.entry.at) : null
  tell(scene, plan, { kind: 'request.closed', move, personId: null, texts: { reason } })
  if (!plan.current) return
  if (plan.request.state === 'draft') takeBackDraft(scene, plan, wanted, reason)
  else if (wanted?.action === 'request-changes') requestChanges(scene, plan, wanted)
  else if (wanted) edit(scene, plan, wanted)
}

/** The plan was known to the signer: its number is used up, and the draft goes on under the next one. */
function takeBackDraft(
  { tx, ...scene }: FollowScene,
  { request, revision }: FollowedPlan,
  wanted: Closing | undefined,
  reason: string,
): void {
  const ofRequest = eq(preparations.requestId, request.id)
  takeNextNumber(tx, request.id, request.revision + 1)
  tx.update(requests).set({ changedAt: scene.entry.at }).where(eq(requests.id, request.id)).run()
  if (!wanted) {
    const message = `The signer closed the plan of revision ${revision.revision}: ${reason}. Submit again.`
    tx.update(preparations).set({ step: 'failed', since: scene.entry.at, message }).where(ofRequest).run()
    return
  }
  tx.delete(preparations).where(ofRequest).run()
  appendAudit(tx, personScene(scene, wanted), {
    kind: 'request.preparation-cancelled',
    object: { type: 'request', id: request.id },
    details: { revision: revision.revision },
  })
}

function requestChanges({ tx, ...scene }: FollowScene, { request, revision }: FollowedPlan, wanted: Closing): void {
  const move = moveRequest(tx, request, 'request-changes', scene.entry.at)
  const reason = wanted.reason ?? ''
  if (!move) return
  tx.insert(changeRequests)
    .values({ requestId: request.id, revision: revision.revision, by: wanted.actorId, at: scene.entry.at, reason })
    .run()
  appendAudit(tx, personScene(scene, wanted), {
    kind: 'request.changes-requested',
    object: { type: 'request', id: request.id },
    details: { revision: revision.revision, planDigest: revision.planDigest, ...move },
    texts: { reason },
  })
}

function edit({ tx, ...scene }: FollowScene, { request, revision }: FollowedPlan, wanted: Closing): void {
  const move = openNextDraft(tx, request, revision, wanted.actorId, scene.entry.at)
  if (!move) return
  appendAudit(tx, personScene(scene, wanted), {
    kind: 'request.edited',
    object: { type: 'request', id: request.id },
    details: { ...move, closedRevision: revision.revision, revision: request.revision + 1 },
  })
}

const personScene = (
  { clock, random }: Pick<FollowScene, 'clock' | 'random'>,
  { actorId, address }: Pick<Closing, 'actorId' | 'address'>,
) => ({ clock, random, actor: { id: actorId }, address })
