import { eq } from 'drizzle-orm'
import { ROLES, type Role } from '#core/workflow/states.ts'
import type { Reader } from '#db/client.ts'
import { identities, identityGroups, roleMappings } from '#db/schema/identities.ts'
import { passwords, people, personRoles } from '#db/schema/people.ts'
import type { Actor } from '#server/context.ts'

export interface PersonRow {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly active: boolean
  readonly createdAt: string
  readonly lastSignInAt: string | null
  readonly mustChangePassword: boolean
  readonly hasPassphrase: boolean
  /** All of them, in the order of `ROLES`. */
  readonly roles: readonly Role[]
  /** Of these: given by an administrator. */
  readonly ownRoles: readonly Role[]
  /** Of these: given by groups of the sign-in service. */
  readonly groupRoles: readonly Role[]
}

/** Everybody, or one person, with the roles of this moment. */
export function readPeople(db: Reader, id?: string): PersonRow[] {
  const rows = db
    .select({ person: people, mustChange: passwords.mustChange })
    .from(people)
    .leftJoin(passwords, eq(passwords.personId, people.id))
    .where(id === undefined ? undefined : eq(people.id, id))
    .orderBy(people.name, people.id)
    .all()
  const granted = db
    .select()
    .from(personRoles)
    .where(id === undefined ? undefined : eq(personRoles.personId, id))
    .all()
  const byGroup = db
    .selectDistinct({ personId: identities.personId, role: roleMappings.role })
    .from(identities)
    .innerJoin(identityGroups, eq(identityGroups.identityId, identities.id))
    .innerJoin(roleMappings, eq(roleMappings.group, identityGroups.group))
    .where(id === undefined ? undefined : eq(identities.personId, id))
    .all()
  return rows.map(({ person, mustChange }) => {
    const rolesIn = (grants: readonly { personId: string | null; role: Role }[]) =>
      ROLES.filter((role) => grants.some((grant) => grant.personId === person.id && grant.role === role))
    return {
      ...person,
      mustChangePassword: mustChange ?? false,
      hasPassphrase: mustChange !== null,
      roles: rolesIn([...granted, ...byGroup]),
      ownRoles: rolesIn(granted),
      groupRoles: rolesIn(byGroup),
    }
  })
}

/** The active person as an actor, or null. */
export function readActor(db: Reader, id: string, sessionId: string | null): Actor | null {
  const [person] = readPeople(db, id)
  if (!person?.active) return null
  const { user, name, roles, mustChangePassword } = person
  return { id, user, name, roles, mustChangePassword, sessionId }
}
