import { eq } from 'drizzle-orm'
import type { Scope } from '#core/access/scopes.ts'
import { sha256Hex } from '#core/bytes/sha256.ts'
import { apiTokens } from '#db/schema/api-tokens.ts'
import type { Actor, Services } from '#server/context.ts'
import { readActor } from '#server/people/read-people.ts'
import { storedScopes, TOKEN_PREFIX } from './manage-tokens.ts'

export interface TokenCaller {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  /** The person in whose name it works, with the roles of this moment. */
  readonly actor: Actor
}

const NOTE_EVERY_MS = 60_000

/** Who calls with this token; null when it is unknown, revoked, expired, or its person is disabled. */
export function readToken({ db, clock }: Pick<Services, 'db' | 'clock'>, token: string): TokenCaller | null {
  if (!token.startsWith(TOKEN_PREFIX)) return null
  const row = db
    .select()
    .from(apiTokens)
    .where(eq(apiTokens.sha256, sha256Hex(token)))
    .get()
  const now = clock()
  if (!row || row.revokedAt !== null || Date.parse(row.expiresAt) <= now.getTime()) return null
  const actor = readActor(db, row.personId, null)
  if (!actor) return null
  if (row.lastUsedAt === null || now.getTime() - Date.parse(row.lastUsedAt) >= NOTE_EVERY_MS) {
    db.update(apiTokens).set({ lastUsedAt: now.toISOString() }).where(eq(apiTokens.id, row.id)).run()
  }
  // A handed-over passphrase is about signing in, not about the program that has this token.
  return {
    id: row.id,
    name: row.name,
    scopes: storedScopes(row.scopes),
    actor: { ...actor, mustChangePassword: false },
  }
}
