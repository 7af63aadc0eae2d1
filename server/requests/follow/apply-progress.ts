import { and, eq } from 'drizzle-orm'
import type { JournalEntry } from '#core/protocol/protocol.ts'
import { preparations } from '#db/schema/requests.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import { moveRequest } from '../move-request.ts'
import { type FollowScene, findPlan, tell, updateRevision } from './follow-scene.ts'

type Entry<K extends JournalEntry['kind']> = Extract<JournalEntry, { kind: K }>

/** The signer took a plan in: the requester can submit it there, also when the answer to the upload was lost. */
export function applySubmission(scene: FollowScene, { planDigest }: Entry<'submission'>): void {
  const plan = findPlan(scene, planDigest, 'submission')
  if (!plan) return
  const { request, revision } = plan
  scene.tx
    .update(preparations)
    .set({ step: 'ready', since: scene.entry.at, message: null })
    .where(and(eq(preparations.requestId, request.id), eq(preparations.revision, revision.revision)))
    .run()
  appendAudit(
    scene.tx,
    { ...scene, actor: null, address: null },
    {
      kind: 'request.uploaded',
      object: { type: 'request', id: request.id },
      details: { revision: revision.revision, planDigest, entry: scene.entry },
    },
  )
}

export function applyQuorum(scene: FollowScene, { planDigest }: Entry<'quorum'>): void {
  const plan = findPlan(scene, planDigest, 'quorum')
  if (!plan) return
  const move = plan.current ? moveRequest(scene.tx, plan.request, 'quorum', scene.entry.at) : null
  if (move) updateRevision(scene, planDigest, { outcome: 'approved' })
  tell(scene, plan, { kind: 'request.quorum-reached', move, personId: null })
}

export function applySigned(scene: FollowScene, { planDigest, manifests }: Entry<'signed'>): void {
  const plan = findPlan(scene, planDigest, 'signed')
  if (!plan) return
  const { request, revision, current } = plan
  const move = current ? moveRequest(scene.tx, request, 'sign', scene.entry.at) : null
  updateRevision(scene, planDigest, {
    outcome: 'signed',
    signedAt: scene.entry.at,
    manifests: JSON.stringify(manifests),
    signingProblem: null,
  })
  const { from, to } = move ?? { from: request.state, to: request.state }
  appendAudit(
    scene.tx,
    { ...scene, actor: null, address: null },
    {
      kind: 'request.signed',
      object: { type: 'request', id: request.id },
      details: { revision: revision.revision, planDigest, from, to, manifests, entry: scene.entry },
    },
  )
}
