import { eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Role } from '#core/workflow/states.ts'
import { ROLES } from '#core/workflow/states.ts'
import { personRoles } from '#db/schema/people.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { assertSomeAdministrator, findPerson, relationTo } from './find-person.ts'
import { NO_ROLE } from './inputs.ts'

/** Replaces the roles that administrators gave a person; they count from the person's next call on. No change, no event. */
export function setRoles(context: UseCaseContext, input: { personId: string; roles: readonly Role[] }): void {
  const { personId } = input
  assertAllowed(context.actor, 'people.setRoles', relationTo(context.actor, personId))
  const to = ROLES.filter((role) => input.roles.includes(role))
  context.db.transaction(
    (tx) => {
      const { ownRoles: from, groupRoles } = findPerson(tx, personId)
      if (to.length === 0 && groupRoles.length === 0) throw noRole()
      if (from.join() === to.join()) return
      tx.delete(personRoles).where(eq(personRoles.personId, personId)).run()
      for (const role of to) tx.insert(personRoles).values({ personId, role }).run()
      if (from.includes('administrator') && !to.includes('administrator')) assertSomeAdministrator(tx)
      appendAudit(tx, context, {
        kind: 'person.roles-changed',
        object: { type: 'person', id: personId },
        details: { from, to },
      })
    },
    { behavior: 'immediate' },
  )
}

function noRole(): AppError {
  return new AppError('BAD_INPUT', NO_ROLE, { details: { issues: [{ path: ['roles'], message: NO_ROLE }] } })
}
