import { AppError } from '#core/errors/app-error.ts'
import type { Reader } from '#db/client.ts'
import type { Actor } from '#server/context.ts'
import type { Relation } from '#server/permissions/permissions.ts'
import { type PersonRow, readPeople } from './read-people.ts'

export const relationTo = (actor: Actor, personId: string): Relation => (actor.id === personId ? 'own' : 'other')

export function findPerson(db: Reader, personId: string): PersonRow {
  const [person] = readPeople(db, personId)
  if (!person) throw new AppError('NOT_FOUND', 'There is no such account.')
  return person
}

/**
 * For the end of a transaction: throws, and so takes everything back, when it left no active administrator. Without one nobody
 * could let anybody in again.
 */
export function assertSomeAdministrator(db: Reader): void {
  if (readPeople(db).some(({ active, roles }) => active && roles.includes('administrator'))) return
  throw new AppError('CONFLICT', 'This would leave no active administrator. Make another person administrator first.')
}
