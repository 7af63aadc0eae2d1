import { eq } from 'drizzle-orm'
import { ROLES, type Role } from '#core/workflow/states.ts'
import type { Reader } from '#db/client.ts'
import { roleMappings } from '#db/schema/identities.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertSomeAdministrator } from '#server/people/find-person.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'

export interface RoleMapping {
  readonly group: string
  readonly roles: readonly Role[]
}

/** Groups of the sign-in service that give roles, by name. */
export function listMappings({ actor, db }: UseCaseContext): RoleMapping[] {
  assertAllowed(actor, 'roleMappings.list')
  const groups = db.selectDistinct({ group: roleMappings.group }).from(roleMappings).orderBy(roleMappings.group).all()
  return groups.map(({ group }) => ({ group, roles: rolesOf(db, group) }))
}

/** Replaces what a group gives: roles taken away are gone at the next call, new ones come with the next sign-in. */
export function setMapping(context: UseCaseContext, { group, roles }: RoleMapping): void {
  assertAllowed(context.actor, 'roleMappings.set')
  const to = ROLES.filter((role) => roles.includes(role))
  context.db.transaction(
    (tx) => {
      const from = rolesOf(tx, group)
      if (from.join() === to.join()) return
      tx.delete(roleMappings).where(eq(roleMappings.group, group)).run()
      for (const role of to) tx.insert(roleMappings).values({ group, role }).run()
      appendAudit(tx, context, { kind: 'mapping.changed', object: null, details: { group, from, to } })
      assertSomeAdministrator(tx)
    },
    { behavior: 'immediate' },
  )
}

function rolesOf(db: Reader, group: string): Role[] {
  const given = db.select({ role: roleMappings.role }).from(roleMappings).where(eq(roleMappings.group, group)).all()
  return ROLES.filter((role) => given.some((one) => one.role === role))
}
