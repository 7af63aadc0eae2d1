import { and, desc, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { SCOPE_NAMES, type Scope } from '#core/access/scopes.ts'
import { sha256Hex } from '#core/bytes/sha256.ts'
import { AppError } from '#core/errors/app-error.ts'
import { apiTokens } from '#db/schema/api-tokens.ts'
import { people } from '#db/schema/people.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { findPerson } from '#server/people/find-person.ts'
import { newId } from '#server/people/new-person-id.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { readSettings } from '#server/settings/read-settings.ts'
import type { CreateTokenInput } from './inputs.ts'
import type { ApiTokenView, NewApiToken } from './views.ts'

const TOKEN_BYTES = 32
const DAY_MS = 24 * 3_600_000
/** So that a scanner for leaked secrets recognises one. */
export const TOKEN_PREFIX = 'mimgmsa_'

export const storedScopes = (text: string): Scope[] => z.array(z.enum(SCOPE_NAMES)).parse(JSON.parse(text))

/** Makes a token that works in the name of a person, and returns it, once. */
export function createToken(context: UseCaseContext, input: CreateTokenInput): NewApiToken {
  const { actor, db, clock, random } = context
  assertAllowed(actor, 'apiTokens.create')
  return db.transaction(
    (tx) => {
      const { apiTokenDays } = readSettings(tx)
      if (input.days > apiTokenDays) throw refused('days', `At most ${apiTokenDays} days, as the settings say.`)
      const person = findPerson(tx, input.personId)
      if (!person.active) throw refused('personId', 'This account is disabled.')
      const token = `${TOKEN_PREFIX}${Buffer.from(random(TOKEN_BYTES)).toString('base64url')}`
      const id = newId('t', random)
      const createdAt = clock().toISOString()
      const expiresAt = new Date(clock().getTime() + input.days * DAY_MS).toISOString()
      const { name, scopes } = input
      tx.insert(apiTokens)
        .values({
          id,
          personId: person.id,
          name,
          sha256: sha256Hex(token),
          scopes: JSON.stringify(scopes),
          createdAt,
          createdBy: actor.id,
          expiresAt,
        })
        .run()
      const object = { type: 'person', id: person.id } as const
      const details = { token: id, scopes, expiresAt }
      appendAudit(tx, context, { kind: 'token.created', object, details, texts: { name } })
      return { id, token, expiresAt }
    },
    { behavior: 'immediate' },
  )
}

/** All tokens, the newest first; ended ones stay readable. */
export function listTokens({ actor, db, clock }: UseCaseContext): ApiTokenView[] {
  assertAllowed(actor, 'apiTokens.list')
  const now = clock().toISOString()
  const names = new Map(
    db
      .select({ id: people.id, name: people.name })
      .from(people)
      .all()
      .map(({ id, name }) => [id, name]),
  )
  return db
    .select({ token: apiTokens, person: people })
    .from(apiTokens)
    .innerJoin(people, eq(people.id, apiTokens.personId))
    .orderBy(desc(apiTokens.createdAt), apiTokens.id)
    .all()
    .map(({ token: { id, name, scopes, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt }, person }) => ({
      id,
      name,
      person: { id: person.id, name: person.name, active: person.active },
      scopes: storedScopes(scopes),
      createdAt,
      createdBy: names.get(createdBy) ?? createdBy,
      expiresAt,
      lastUsedAt,
      revokedAt,
      state: revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'open',
    }))
}

/** Ends a token at once. A token that was revoked before is not an error. */
export function revokeToken(context: UseCaseContext, { tokenId }: { tokenId: string }): void {
  const { actor, db, clock } = context
  assertAllowed(actor, 'apiTokens.revoke')
  db.transaction(
    (tx) => {
      const token = tx.select().from(apiTokens).where(eq(apiTokens.id, tokenId)).get()
      if (!token) throw new AppError('NOT_FOUND', 'There is no such token.')
      const { changes } = tx
        .update(apiTokens)
        .set({ revokedAt: clock().toISOString() })
        .where(and(eq(apiTokens.id, tokenId), isNull(apiTokens.revokedAt)))
        .run()
      if (changes === 0) return
      const object = { type: 'person', id: token.personId } as const
      appendAudit(tx, context, {
        kind: 'token.revoked',
        object,
        details: { token: tokenId },
        texts: { name: token.name },
      })
    },
    { behavior: 'immediate' },
  )
}

function refused(field: string, message: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { issues: [{ path: [field], message }] } })
}
