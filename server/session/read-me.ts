import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import type { Me } from './views.ts'

export function readMe({ actor, groupsOf }: UseCaseContext): Me {
  assertAllowed(actor, 'session.me', 'own')
  const { id, user, name, roles, mustChangePassword } = actor
  return { id, user, name, roles, mustChangePassword, groups: groupsOf(id) }
}
