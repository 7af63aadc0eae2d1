import { eq, inArray } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { canGo } from '#core/workflow/transitions.ts'
import type { Reader } from '#db/client.ts'
import { requests } from '#db/schema/requests.ts'
import { revisions } from '#db/schema/revisions.ts'
import type { Services } from '#server/context.ts'
import { closeAtSigner } from './close-at-signer.ts'
import { findRevision } from './content.ts'
import type { RevisionRow } from './follow/follow-scene.ts'
import { storedPolicy } from './stored.ts'

const DAY_MS = 86_400_000

/** Until when a submitted plan must be signed: its pinned policy says how many days. Null for what was never submitted. */
export function decideUntil({ submittedAt, policy }: Pick<RevisionRow, 'submittedAt' | 'policy'>): string | null {
  if (submittedAt === null) return null
  return new Date(Date.parse(submittedAt) + storedPolicy(policy).validDays * DAY_MS).toISOString()
}

/** Requests that were not signed in time. */
export function listOverdue(db: Reader, now: Date): { readonly requestId: string; readonly planDigest: string }[] {
  return db
    .select({ request: requests, plan: revisions })
    .from(requests)
    .innerJoin(revisions, eq(revisions.requestId, requests.id))
    .where(inArray(requests.state, ['submitted', 'approved', 'rejected']))
    .all()
    .filter(({ request, plan }) => plan.revision === request.revision && isOverdue(plan, now))
    .map(({ plan: { requestId, planDigest } }) => ({ requestId, planDigest }))
}

function isOverdue(plan: RevisionRow, now: Date): boolean {
  const until = decideUntil(plan)
  return until !== null && Date.parse(until) <= now.getTime()
}

/**
 * Ends a request that was not signed in time. The plan is closed at the signer first, so that a late approval leads nowhere; where
 * the signer signed it in the meantime, it refuses, and the request is signed.
 */
export async function expireRequest(
  services: Services,
  { requestId, planDigest }: { readonly requestId: string; readonly planDigest: string },
): Promise<'settled' | 'waits'> {
  const row = services.db.select().from(requests).where(eq(requests.id, requestId)).get()
  const plan = row && findRevision(services.db, requestId, row.revision)
  if (!row || !canGo(row.state, 'expire') || plan?.planDigest !== planDigest) return 'settled'
  const closing = { requestId, planDigest, action: 'expire', reason: null, words: 'not signed in time' } as const
  try {
    await closeAtSigner({ ...services, actor: null, address: null }, closing)
    return 'settled'
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT') return 'settled'
    throw error
  }
}
