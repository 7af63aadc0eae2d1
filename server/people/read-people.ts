import { eq } from 'drizzle-orm'
import { ROLES, type Role } from '#core/workflow/states.ts'
import type { Reader } from '#db/client.ts'
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
  readonly roles: readonly Role[]
}

/** Everybody, or one person, with roles in the order of `ROLES`. */
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
  return rows.map(({ person, mustChange }) => ({
    ...person,
    mustChangePassword: mustChange ?? false,
    roles: ROLES.filter((role) => granted.some((grant) => grant.personId === person.id && grant.role === role)),
  }))
}

/** The active person as an actor, or null. */
export function readActor(db: Reader, id: string, sessionId: string | null): Actor | null {
  const [person] = readPeople(db, id)
  if (!person?.active) return null
  const { user, name, roles, mustChangePassword } = person
  return { id, user, name, roles, mustChangePassword, sessionId }
}
