import { eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Role } from '#core/workflow/states.ts'
import { passwords, people, personRoles } from '#db/schema/people.ts'
import { type AuditScene, appendAudit } from '#server/audit/append-audit.ts'
import { hashPassphrase } from '#server/auth/passphrase-hash.ts'
import { generatePassphrase } from '#server/auth/passphrase-rules.ts'
import type { Services } from '#server/context.ts'
import { newPersonId } from './new-person-id.ts'
import type { InitialPassphrase } from './views.ts'

export interface NewPerson {
  readonly user: string
  readonly name: string
  readonly roles: readonly Role[]
}

/**
 * Adds an account with a generated passphrase that works until the person chooses an own one. CONFLICT when the user name is
 * taken. Asks for no permission: `createPerson` and the command line do.
 */
export async function addPerson(
  scene: AuditScene & Pick<Services, 'db'>,
  { user, name, roles }: NewPerson,
  via: 'portal' | 'command-line' = 'portal',
): Promise<InitialPassphrase> {
  const { db, random, clock } = scene
  const passphrase = generatePassphrase(random)
  const hash = await hashPassphrase(passphrase, random)
  const id = newPersonId(random)
  db.transaction(
    (tx) => {
      if (tx.select().from(people).where(eq(people.user, user)).get()) throw taken(user)
      const at = clock().toISOString()
      tx.insert(people).values({ id, user, name, createdAt: at }).run()
      tx.insert(passwords).values({ personId: id, hash, mustChange: true, setAt: at }).run()
      for (const role of roles) tx.insert(personRoles).values({ personId: id, role }).run()
      appendAudit(tx, scene, {
        kind: 'person.created',
        object: { type: 'person', id },
        details: { roles, via },
        texts: { user, name },
      })
    },
    { behavior: 'immediate' },
  )
  return { personId: id, passphrase }
}

function taken(user: string): AppError {
  const message = `There is an account ${user} already.`
  return new AppError('CONFLICT', message, { details: { issues: [{ path: ['user'], message }] } })
}
