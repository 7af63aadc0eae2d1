import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { readPeople } from './read-people.ts'
import type { PersonView } from './views.ts'

export function listPeople({ actor, db, groupsOf }: UseCaseContext): PersonView[] {
  assertAllowed(actor, 'people.list')
  return readPeople(db).map((person) => ({ ...person, groups: groupsOf(person.id).map(({ title }) => title) }))
}
