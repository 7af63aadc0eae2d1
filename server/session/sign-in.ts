import { eq } from 'drizzle-orm'
import type { AuditKind } from '#core/audit/kinds.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { Reader, Tx } from '#db/client.ts'
import { passwords, people } from '#db/schema/people.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import { isPassphrase, NOBODYS_HASH } from '#server/auth/passphrase-hash.ts'
import type { Services } from '#server/context.ts'
import { endSession, findSession, openSession, type SessionClaim, type SessionScene } from './sessions.ts'

export interface SignInAttempt extends Partial<SessionScene> {
  readonly user: string
  readonly passphrase: string
  readonly address: string | null
  /** The session that this browser still had: it ends, so that a new one never continues an old one. */
  readonly previous: SessionClaim | null
}

type Reason = 'unknown-user' | 'wrong-passphrase' | 'disabled' | 'too-many'

/**
 * Opens a session, or throws UNAUTHENTICATED with the same words whatever was wrong, or TOO_MANY. A refused attempt is audited
 * without what was typed.
 */
export async function signIn(services: Services, attempt: SignInAttempt): Promise<SessionClaim> {
  const { db, limits } = services
  const user = attempt.user.trim().toLowerCase()
  const account = findAccount(db, user)
  const admission = await limits.admit(user, attempt.address)
  if (!admission.admitted) {
    if (admission.first) db.transaction((tx) => refuse(tx, 'too-many', account?.id), { behavior: 'immediate' })
    throw tooMany(admission.minutes)
  }
  const matches = await isPassphrase(attempt.passphrase, account?.hash ?? NOBODYS_HASH)
  const claim = db.transaction((tx) => decide(tx), { behavior: 'immediate' })
  if (!claim) throw new AppError('UNAUTHENTICATED', 'User name or passphrase is wrong, or the account is disabled.')
  await limits.succeeded(user, attempt.address)
  return claim

  function decide(tx: Tx): SessionClaim | null {
    const now = findAccount(tx, user)
    if (!now) return refuse(tx, 'unknown-user')
    if (!matches || now.hash !== account?.hash) return refuse(tx, 'wrong-passphrase', now.id)
    if (!now.active) return refuse(tx, 'disabled', now.id)
    const old = attempt.previous && findSession(tx, attempt.previous)
    if (old) endSession(tx, old.id)
    const opened = openSession(tx, services, now.id, { address: attempt.address, agent: attempt.agent ?? null })
    tx.update(people).set({ lastSignInAt: services.clock().toISOString() }).where(eq(people.id, now.id)).run()
    audit(tx, { kind: 'session.started', personId: now.id })
    return opened
  }

  function refuse(tx: Tx, reason: Reason, personId?: string): null {
    audit(tx, { kind: 'session.refused', personId, reason })
    return null
  }

  function audit(
    tx: Tx,
    { kind, personId, reason }: { kind: AuditKind; personId?: string | undefined; reason?: Reason },
  ) {
    const known = personId === undefined ? null : { id: personId }
    appendAudit(
      tx,
      { ...services, actor: reason ? null : known, address: attempt.address },
      {
        kind,
        outcome: reason ? 'refused' : 'done',
        object: known && { type: 'person', id: known.id },
        details: reason ? { reason } : { via: 'passphrase' },
      },
    )
  }
}

export function tooMany(minutes: number): AppError {
  return new AppError('TOO_MANY', `Too many attempts. Wait ${minutes} min and try again.`, { details: { minutes } })
}

export function findAccount(db: Reader, user: string) {
  return db
    .select({ id: people.id, active: people.active, hash: passwords.hash })
    .from(people)
    .innerJoin(passwords, eq(passwords.personId, people.id))
    .where(eq(people.user, user))
    .get()
}
