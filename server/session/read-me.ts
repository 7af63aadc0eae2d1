import type { UseCaseContext } from '#server/context.ts'
import { findPerson } from '#server/people/find-person.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import type { Me } from './views.ts'

export function readMe({ actor, db, groupsOf }: UseCaseContext): Me {
  assertAllowed(actor, 'session.me', 'own')
  const { id, user, name, roles, mustChangePassword } = actor
  const { hasPassphrase } = findPerson(db, id)
  return { id, user, name, roles, mustChangePassword, hasPassphrase, groups: groupsOf(id) }
}
