import { and, eq, lt, ne, or } from 'drizzle-orm'
import { sha256Hex } from '#core/bytes/sha256.ts'
import type { Reader, Tx } from '#db/client.ts'
import { sessions } from '#db/schema/sessions.ts'
import type { Services } from '#server/context.ts'
import { sessionLimits } from './session-limits.ts'

const TOKEN_BYTES = 32

/** What the cookie carries: it names a row and a person, and says nothing about rights. */
export interface SessionClaim {
  readonly token: string
  readonly personId: string
}

/** Where and how a session is opened: for the person's list of sessions. */
export interface SessionScene {
  readonly address: string | null
  /** The `User-Agent` header as it came, or null. */
  readonly agent: string | null
}

const MAX_AGENT = 300

export const sessionIdOf = (token: string): string => sha256Hex(token)

/** Adds a row and returns the token for the cookie; rows that are over are cleared on the way. */
export function openSession(
  tx: Tx,
  { clock, random }: Services,
  personId: string,
  { address, agent, identityId = null }: SessionScene & { readonly identityId?: string | null },
): SessionClaim {
  const now = clock()
  const { idleMs, absoluteMs } = sessionLimits(tx)
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString()
  tx.delete(sessions)
    .where(or(lt(sessions.createdAt, before(absoluteMs)), lt(sessions.lastSeenAt, before(idleMs))))
    .run()
  const token = Buffer.from(random(TOKEN_BYTES)).toString('base64url')
  const at = now.toISOString()
  tx.insert(sessions)
    .values({
      id: sessionIdOf(token),
      personId,
      createdAt: at,
      lastSeenAt: at,
      identityId,
      address,
      agent: agent?.slice(0, MAX_AGENT) ?? null,
    })
    .run()
  return { token, personId }
}

export function findSession(db: Reader, { token, personId }: SessionClaim) {
  const id = sessionIdOf(token)
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.personId, personId)))
    .get()
}

export function endSession(tx: Tx, id: string): void {
  tx.delete(sessions).where(eq(sessions.id, id)).run()
}

export function endSessionsOfIdentity(tx: Tx, identityId: string): void {
  tx.delete(sessions).where(eq(sessions.identityId, identityId)).run()
}

/** Ends every session of a person, less the one that asked for it; returns how many. */
export function endSessionsOf(tx: Tx, personId: string, except: string | null): number {
  const others = except === null ? undefined : ne(sessions.id, except)
  return tx
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), others))
    .run().changes
}
