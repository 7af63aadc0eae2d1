import { and, eq, ne } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Reader } from '#db/client.ts'
import { people, personRoles } from '#db/schema/people.ts'
import type { Actor } from '#server/context.ts'
import type { Relation } from '#server/permissions/permissions.ts'
import { type PersonRow, readPeople } from './read-people.ts'

export const relationTo = (actor: Actor, personId: string): Relation => (actor.id === personId ? 'own' : 'other')

export function findPerson(db: Reader, personId: string): PersonRow {
  const [person] = readPeople(db, personId)
  if (!person) throw new AppError('NOT_FOUND', 'There is no such account.')
  return person
}

/** Throws when this person is the only active administrator: without one nobody could let anybody in again. */
export function assertNotLastAdministrator(db: Reader, personId: string): void {
  const [other] = db
    .select({ id: people.id })
    .from(people)
    .innerJoin(personRoles, and(eq(personRoles.personId, people.id), eq(personRoles.role, 'administrator')))
    .where(and(eq(people.active, true), ne(people.id, personId)))
    .limit(1)
    .all()
  if (!other) {
    throw new AppError('CONFLICT', 'This is the last active administrator. Make another person administrator first.')
  }
}
