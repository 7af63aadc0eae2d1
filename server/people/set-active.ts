import { eq } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { leaveSigner } from '#server/session/leave-signer.ts'
import { endSessionsOf } from '#server/session/sessions.ts'
import { assertSomeAdministrator, findPerson, relationTo } from './find-person.ts'

/** Disables an account, which ends its sessions at once, or enables it again. No change, no event. */
export function setActive(context: UseCaseContext, { personId, active }: { personId: string; active: boolean }): void {
  assertAllowed(context.actor, 'people.setActive', relationTo(context.actor, personId))
  context.db.transaction(
    (tx) => {
      const person = findPerson(tx, personId)
      if (person.active === active) return
      tx.update(people).set({ active }).where(eq(people.id, personId)).run()
      if (!active) {
        endSessionsOf(tx, personId, null)
        leaveSigner(context, personId)
      }
      if (!active && person.roles.includes('administrator')) assertSomeAdministrator(tx)
      const kind = active ? 'person.enabled' : 'person.disabled'
      appendAudit(tx, context, { kind, object: { type: 'person', id: personId } })
    },
    { behavior: 'immediate' },
  )
}
