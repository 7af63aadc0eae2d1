import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { requests } from '#db/schema/requests.ts'
import { revisions } from '#db/schema/revisions.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { Services } from '#server/context.ts'
import type { RequestRow } from '../find-request.ts'
import type { Move } from '../move-request.ts'

/** The transaction in which one journal entry is applied, and what the audit log says of that entry. */
export interface FollowScene extends Pick<Services, 'clock' | 'random'> {
  readonly tx: Tx
  readonly entry: { readonly seq: number; readonly sha256: string; readonly at: string }
}

export type RevisionRow = typeof revisions.$inferSelect

export interface FollowedPlan {
  readonly request: RequestRow
  readonly revision: RevisionRow
  /** The request is at this revision now; a word on an older one changes no state. */
  readonly current: boolean
}

/** The revision that an entry is about; null, and an audit event that says so, when the portal does not have it. */
export function findPlan(scene: FollowScene, planDigest: string, kind: string): FollowedPlan | null {
  const found = scene.tx
    .select({ request: requests, revision: revisions })
    .from(revisions)
    .innerJoin(requests, eq(requests.id, revisions.requestId))
    .where(eq(revisions.planDigest, planDigest))
    .get()
  if (found) return { ...found, current: found.request.revision === found.revision.revision }
  setAside(scene, planDigest, kind)
  return null
}

/** Tells of an entry from which nothing follows here. */
export function setAside({ tx, clock, random, entry }: FollowScene, planDigest: string, kind: string): void {
  appendAudit(
    tx,
    { clock, random, actor: null, address: null },
    {
      kind: 'signer.entry-set-aside',
      object: { type: 'signer', id: 'signer' },
      details: { kind, planDigest, entry },
    },
  )
}

export function updateRevision({ tx }: FollowScene, planDigest: string, changes: Partial<RevisionRow>): void {
  tx.update(revisions).set(changes).where(eq(revisions.planDigest, planDigest)).run()
}

type MoveKind =
  | 'request.submitted'
  | 'request.approval-given'
  | 'request.rejected'
  | 'request.withdrawn'
  | 'request.recall-decided'
  | 'request.quorum-reached'
  | 'request.closed'

export interface Told {
  readonly kind: MoveKind
  readonly move: Move | null
  /** Who decided; null for what the signer did by itself. */
  readonly personId: string | null
  readonly texts?: Readonly<Record<string, string>>
}

/** The audit event of an entry about a plan. Without a move, `from` and `to` are the state that stays. */
export function tell({ tx, clock, random, entry }: FollowScene, { request, revision }: FollowedPlan, told: Told): void {
  const { from, to } = told.move ?? { from: request.state, to: request.state }
  const { planDigest } = revision
  appendAudit(
    tx,
    { clock, random, actor: told.personId === null ? null : { id: told.personId }, address: null },
    {
      kind: told.kind,
      object: { type: 'request', id: request.id },
      details: { revision: revision.revision, planDigest, from, to, entry },
      texts: told.texts ?? {},
    },
  )
}
