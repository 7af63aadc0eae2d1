import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { addPerson, type NewPerson } from './add-person.ts'
import type { InitialPassphrase } from './views.ts'

export function createPerson(context: UseCaseContext, person: NewPerson): Promise<InitialPassphrase> {
  assertAllowed(context.actor, 'people.create')
  return addPerson(context, person)
}
