import { and, eq } from 'drizzle-orm'
import type { AuditDetails, AuditKind } from '#core/audit/kinds.ts'
import type { Tx } from '#db/client.ts'
import { identities, identityGroups, roleMappings } from '#db/schema/identities.ts'
import { people } from '#db/schema/people.ts'
import { type AuditEvent, appendAudit } from '#server/audit/append-audit.ts'
import type { Services } from '#server/context.ts'
import { newId, newPersonId } from '#server/people/new-person-id.ts'
import { readPeople } from '#server/people/read-people.ts'
import { endSession, findSession, openSession, type SessionClaim, type SessionScene } from '#server/session/sessions.ts'
import { readSettings } from '#server/settings/read-settings.ts'
import { freeUserName } from './free-user-name.ts'
import { type ClaimsProblem, type ProviderAnswer, readClaims } from './read-claims.ts'

/** Why nobody was let in; the sign-in page has words for each. */
export type ProviderRefusal = ClaimsProblem | 'no-role' | 'not-linked' | 'disabled'

export interface ProviderSignIn extends SessionScene {
  readonly claims: Readonly<Record<string, unknown>>
  readonly groupsClaim: string
  readonly previous: SessionClaim | null
}

/**
 * Opens a session for what the sign-in service answered. Groups are taken over anew each time, so a group that is gone takes its
 * roles with it; nobody without any role gets in. A refusal is audited with the groups that were claimed.
 */
export function signInByProvider(services: Services, attempt: ProviderSignIn): SessionClaim | ProviderRefusal {
  const answer = readClaims(attempt.claims, attempt.groupsClaim)
  return services.db.transaction(
    (tx) => (typeof answer === 'string' ? refuse(tx, answer, null, {}) : admit(tx, answer)),
    { behavior: 'immediate' },
  )

  function admit(tx: Tx, answer: ProviderAnswer): SessionClaim | ProviderRefusal {
    const { issuer, subject, label } = answer
    const texts = { issuer, subject, label, groups: answer.groups.slice(0, 50).join('\n') }
    const mapped = mappedGroups(tx, answer.groups)
    const known = tx
      .select()
      .from(identities)
      .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)))
      .get()
    if (!known && mapped.length === 0) return refuse(tx, 'no-role', null, texts)
    const identity = known ?? seeFirst(tx, answer)
    takeGroups(tx, identity.id, mapped)
    tx.update(identities).set({ label }).where(eq(identities.id, identity.id)).run()
    const personId = identity.personId ?? (known ? null : provision(tx, identity.id, answer))
    if (personId === null) return refuse(tx, 'not-linked', null, texts)
    const [person] = readPeople(tx, personId)
    if (!person?.active) return refuse(tx, 'disabled', personId, texts)
    if (person.roles.length === 0) return refuse(tx, 'no-role', personId, texts)
    const old = attempt.previous && findSession(tx, attempt.previous)
    if (old) endSession(tx, old.id)
    const claim = openSession(tx, services, personId, { ...attempt, identityId: identity.id })
    const at = services.clock().toISOString()
    tx.update(identities).set({ lastSignInAt: at }).where(eq(identities.id, identity.id)).run()
    tx.update(people).set({ lastSignInAt: at }).where(eq(people.id, personId)).run()
    const object = { type: 'person', id: personId } as const
    audit(tx, { kind: 'session.started', object, details: { via: 'sign-in service' } }, personId)
    return claim
  }

  function seeFirst(tx: Tx, { issuer, subject, label }: ProviderAnswer) {
    const id = newId('i', services.random)
    const row = { id, issuer, subject, label, personId: null, createdAt: services.clock().toISOString() }
    tx.insert(identities).values(row).run()
    return row
  }

  /** Null where an administrator must say first whose identity this is. */
  function provision(tx: Tx, identityId: string, answer: ProviderAnswer): string | null {
    if (!readSettings(tx).accountsFromSignInService) return null
    const id = newPersonId(services.random)
    const user = freeUserName(tx, answer.label)
    const createdAt = services.clock().toISOString()
    tx.insert(people).values({ id, user, name: answer.name, createdAt }).run()
    tx.update(identities).set({ personId: id }).where(eq(identities.id, identityId)).run()
    const details: AuditDetails<'person.created'> = {
      roles: readPeople(tx, id)[0]?.roles ?? [],
      via: 'sign-in service',
    }
    const texts = { user, name: answer.name, issuer: answer.issuer, subject: answer.subject }
    audit(tx, { kind: 'person.created', object: { type: 'person', id }, details, texts }, null)
    return id
  }

  function refuse(
    tx: Tx,
    reason: ProviderRefusal,
    personId: string | null,
    texts: Readonly<Record<string, string>>,
  ): ProviderRefusal {
    const object = personId === null ? null : ({ type: 'person', id: personId } as const)
    audit(tx, { kind: 'session.refused', outcome: 'refused', object, details: { reason }, texts }, null)
    return reason
  }

  function audit<K extends AuditKind>(tx: Tx, event: AuditEvent<K>, actorId: string | null) {
    const actor = actorId === null ? null : { id: actorId }
    appendAudit(tx, { ...services, actor, address: attempt.address }, event)
  }
}

/** Exactly as they are written: `Admins` is not `admins`. */
function mappedGroups(tx: Tx, claimed: readonly string[]): string[] {
  const known = tx.selectDistinct({ group: roleMappings.group }).from(roleMappings).all()
  const given = new Set(claimed)
  return known.map(({ group }) => group).filter((group) => given.has(group))
}

function takeGroups(tx: Tx, identityId: string, groups: readonly string[]): void {
  tx.delete(identityGroups).where(eq(identityGroups.identityId, identityId)).run()
  for (const group of groups) tx.insert(identityGroups).values({ identityId, group }).run()
}
