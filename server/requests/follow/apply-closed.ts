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
/** What a person wants next. */
type Wish = Closing & { readonly actorId: string }

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
  if (plan.current) carryOut(scene, plan, wanted, reason)
}

function carryOut(scene: FollowScene, plan: FollowedPlan, wanted: Closing | undefined, reason: string): void {
  const wish = wanted && wanted.actorId !== null ? { ...wanted, actorId: wanted.actorId } : undefined
  if (wanted?.action === 'expire') expire(scene, plan)
  else if (plan.request.state === 'draft') takeBackDraft(scene, plan, wish, reason)
  else if (wish?.action === 'request-changes') requestChanges(scene, plan, wish)
  else if (wish) edit(scene, plan, wish)
}

function expire({ tx, clock, random, entry }: FollowScene, { request, revision }: FollowedPlan): void {
  const move = moveRequest(tx, request, 'expire', entry.at)
  if (!move) return
  appendAudit(
    tx,
    { clock, random, actor: null, address: null },
    {
      kind: 'request.expired',
      object: { type: 'request', id: request.id },
      details: { revision: revision.revision, planDigest: revision.planDigest, ...move },
    },
  )
}

/** The plan was known to the signer: its number is used up, and the draft goes on under the next one. */
function takeBackDraft(
  { tx, ...scene }: FollowScene,
  { request, revision }: FollowedPlan,
  wanted: Wish | undefined,
  reason: string,
): void {
  const ofRequest = eq(preparations.requestId, request.id)
  takeNextNumber(tx, request.id, request.revision)
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

function requestChanges({ tx, ...scene }: FollowScene, { request, revision }: FollowedPlan, wanted: Wish): void {
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

function edit({ tx, ...scene }: FollowScene, { request, revision }: FollowedPlan, wanted: Wish): void {
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
  { actorId, address }: Pick<Wish, 'actorId' | 'address'>,
) => ({ clock, random, actor: { id: actorId }, address })
