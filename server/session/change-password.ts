import { and, eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { passwords } from '#db/schema/people.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import { hashPassphrase, isPassphrase } from '#server/auth/passphrase-hash.ts'
import { passphraseProblem } from '#server/auth/passphrase-rules.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { endSessionsOf } from './sessions.ts'
import { findAccount, tooMany } from './sign-in.ts'

/** Replaces the own passphrase and ends every other session of the person. Wrong ones count like attempts to sign in. */
export async function changePassword(context: UseCaseContext, input: { current: string; next: string }): Promise<void> {
  const { db, actor, limits, address, random, clock } = context
  assertAllowed(actor, 'session.changePassword', 'own')
  const admission = await limits.admit(actor.user, address)
  if (!admission.admitted) throw tooMany(admission.minutes)
  const account = findAccount(db, actor.user)
  if (!account || !(await isPassphrase(input.current, account.hash))) {
    db.transaction((tx) => record(tx, 'refused'), { behavior: 'immediate' })
    throw wrong('current', 'This is not your current passphrase.')
  }
  await limits.succeeded(actor.user, address)
  const problem = passphraseProblem(input.next, actor.user)
  if (problem) throw wrong('next', problem)
  if (input.next === input.current) throw wrong('next', 'This is your current passphrase. Choose another one.')
  const hash = await hashPassphrase(input.next, random)
  db.transaction(
    (tx) => {
      const { changes } = tx
        .update(passwords)
        .set({ hash, mustChange: false, setAt: clock().toISOString() })
        .where(and(eq(passwords.personId, actor.id), eq(passwords.hash, account.hash)))
        .run()
      if (changes === 0) throw new AppError('CONFLICT', 'Your passphrase was changed elsewhere a moment ago.')
      endSessionsOf(tx, actor.id, actor.sessionId)
      record(tx, 'done')
    },
    { behavior: 'immediate' },
  )

  function record(tx: Parameters<typeof appendAudit>[0], outcome: 'done' | 'refused') {
    appendAudit(tx, context, { kind: 'person.password-changed', outcome, object: { type: 'person', id: actor.id } })
  }
}

/** Shaped like a refusal of the input's schema, so that a form shows it at the field. */
function wrong(field: string, message: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { issues: [{ path: [field], message }] } })
}
