import { and, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Tx } from '#db/client.ts'
import { identities } from '#db/schema/identities.ts'
import { people } from '#db/schema/people.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertSomeAdministrator, findPerson, relationTo } from '#server/people/find-person.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { endSessionsOfIdentity } from '#server/session/sessions.ts'

export function findIdentity(tx: Tx, id: string) {
  const identity = tx.select().from(identities).where(eq(identities.id, id)).get()
  if (!identity) throw new AppError('NOT_FOUND', 'There is no such identity.')
  return identity
}

/**
 * Says that an account of the sign-in service belongs to this person, so that both ways of signing in lead to one person, who
 * has one vote. Whoever it belonged to before is disabled when no way in is left; sessions of the identity end.
 */
export function linkIdentity(context: UseCaseContext, input: { identityId: string; personId: string }): void {
  const { actor, db } = context
  assertAllowed(actor, 'identities.link', relationTo(actor, input.personId))
  db.transaction(
    (tx) => {
      const { id, personId: from, label, issuer } = findIdentity(tx, input.identityId)
      const { id: to } = findPerson(tx, input.personId)
      if (from === to) return
      endSessionsOfIdentity(tx, id)
      tx.update(identities).set({ personId: to }).where(eq(identities.id, id)).run()
      const object = { type: 'person', id: to } as const
      appendAudit(tx, context, {
        kind: 'identity.linked',
        object,
        details: { identity: id, from, to },
        texts: { label, issuer },
      })
      if (from !== null) disableWithoutEntrance(tx, context, from)
      assertSomeAdministrator(tx)
    },
    { behavior: 'immediate' },
  )
}

/** Takes the account away from its person; nobody gets in with it until it is linked again. */
export function unlinkIdentity(context: UseCaseContext, { identityId }: { identityId: string }): void {
  const { actor, db } = context
  assertAllowed(actor, 'identities.unlink')
  db.transaction(
    (tx) => {
      const { id, personId, label, issuer } = findIdentity(tx, identityId)
      if (personId === null) return
      endSessionsOfIdentity(tx, id)
      tx.update(identities).set({ personId: null }).where(eq(identities.id, id)).run()
      const object = { type: 'person', id: personId } as const
      appendAudit(tx, context, {
        kind: 'identity.unlinked',
        object,
        details: { identity: id },
        texts: { label, issuer },
      })
      assertSomeAdministrator(tx)
    },
    { behavior: 'immediate' },
  )
}

/** A second account of one human must not stay open beside the first. */
function disableWithoutEntrance(tx: Tx, context: UseCaseContext, personId: string): void {
  const person = findPerson(tx, personId)
  const other = tx.select().from(identities).where(eq(identities.personId, personId)).get()
  if (person.hasPassphrase || other || !person.active) return
  tx.update(people)
    .set({ active: false })
    .where(and(eq(people.id, personId), eq(people.active, true)))
    .run()
  appendAudit(tx, context, { kind: 'person.disabled', object: { type: 'person', id: personId } })
}
