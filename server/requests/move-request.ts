import { and, eq, sql } from 'drizzle-orm'
import type { RequestState } from '#core/workflow/states.ts'
import { canGo, TRANSITIONS, type TransitionEvent } from '#core/workflow/transitions.ts'
import type { Tx } from '#db/client.ts'
import { requests } from '#db/schema/requests.ts'
import type { RequestRow } from './find-request.ts'

export interface Move {
  readonly from: RequestState
  readonly to: RequestState
}

/**
 * The only way to change a request's state: guarded by the state and the revision that the caller saw. Null when the table of
 * transitions has no such way, or when the row is another one by now.
 */
export function moveRequest(
  tx: Tx,
  { id, state, revision }: Pick<RequestRow, 'id' | 'state' | 'revision'>,
  event: TransitionEvent,
  at: string,
  changes: Partial<typeof requests.$inferInsert> = {},
): Move | null {
  if (!canGo(state, event)) return null
  const { to } = TRANSITIONS[event]
  const { changes: rows } = tx
    .update(requests)
    .set({ reached: sql`json_set(${requests.reached}, ${`$."${to}"`}, ${at})`, ...changes, state: to, changedAt: at })
    .where(and(eq(requests.id, id), eq(requests.state, state), eq(requests.revision, revision)))
    .run()
  return rows === 1 ? { from: state, to } : null
}
