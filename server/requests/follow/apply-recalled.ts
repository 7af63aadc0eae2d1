import type { JournalEntry } from '#core/protocol/protocol.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import { moveRequest } from '../move-request.ts'
import { type FollowScene, findPlan, updateRevision } from './follow-scene.ts'

/** The bundles of a revision are handed out no more. The request itself moves only when it is still at that revision. */
export function applyRecalled(scene: FollowScene, entry: Extract<JournalEntry, { kind: 'recalled' }>): void {
  const { planDigest, reason } = entry
  const plan = findPlan(scene, planDigest, 'recalled')
  if (!plan) return
  const { request, revision, current } = plan
  const move = current ? moveRequest(scene.tx, request, 'recall', scene.entry.at) : null
  updateRevision(scene, planDigest, { outcome: 'recalled', recalledAt: scene.entry.at, recallReason: reason })
  const { from, to } = move ?? { from: request.state, to: request.state }
  appendAudit(
    scene.tx,
    { ...scene, actor: null, address: null },
    {
      kind: 'request.recalled',
      object: { type: 'request', id: request.id },
      details: { revision: revision.revision, planDigest, from, to, reason, entry: scene.entry },
    },
  )
}
