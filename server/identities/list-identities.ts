import { eq } from 'drizzle-orm'
import { ROLES } from '#core/workflow/states.ts'
import { identities, identityGroups, roleMappings } from '#db/schema/identities.ts'
import { people } from '#db/schema/people.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import type { IdentityView } from './views.ts'

/** Those that wait for a person first, then by name of the account. */
export function listIdentities({ actor, db }: UseCaseContext): IdentityView[] {
  assertAllowed(actor, 'identities.list')
  const rows = db
    .select({ identity: identities, name: people.name, user: people.user })
    .from(identities)
    .leftJoin(people, eq(people.id, identities.personId))
    .orderBy(identities.personId, identities.label, identities.id)
    .all()
  const groups = db.select().from(identityGroups).orderBy(identityGroups.group).all()
  const mappings = db.select().from(roleMappings).all()
  return rows.map(({ identity: { personId, ...identity }, name, user }) => {
    const own = groups.filter(({ identityId }) => identityId === identity.id).map(({ group }) => group)
    const given = mappings.filter(({ group }) => own.includes(group)).map(({ role }) => role)
    return {
      ...identity,
      person: personId === null ? null : { id: personId, name: name ?? personId, user: user ?? personId },
      groups: own,
      roles: ROLES.filter((role) => given.includes(role)),
    }
  })
}
