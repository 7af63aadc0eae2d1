import { passwords } from '#db/schema/people.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import { hashPassphrase } from '#server/auth/passphrase-hash.ts'
import { generatePassphrase } from '#server/auth/passphrase-rules.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { leaveSigner } from '#server/session/leave-signer.ts'
import { endSessionsOf } from '#server/session/sessions.ts'
import { findPerson, relationTo } from './find-person.ts'
import type { InitialPassphrase } from './views.ts'

/** Replaces somebody's passphrase by a generated one, which is shown once, and ends the person's sessions. */
export async function resetPassword(
  context: UseCaseContext,
  { personId }: { personId: string },
): Promise<InitialPassphrase> {
  const { actor, db, random, clock } = context
  assertAllowed(actor, 'people.resetPassword', relationTo(actor, personId))
  const passphrase = generatePassphrase(random)
  const hash = await hashPassphrase(passphrase, random)
  db.transaction(
    (tx) => {
      const { id } = findPerson(tx, personId)
      const row = { hash, mustChange: true, setAt: clock().toISOString() }
      tx.insert(passwords)
        .values({ personId: id, ...row })
        .onConflictDoUpdate({ target: passwords.personId, set: row })
        .run()
      endSessionsOf(tx, id, null)
      leaveSigner(context, id)
      appendAudit(tx, context, { kind: 'person.password-reset', object: { type: 'person', id } })
    },
    { behavior: 'immediate' },
  )
  return { personId, passphrase }
}
