import { AppError } from '#core/errors/app-error.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readPeople } from '#server/people/read-people.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { readPolicies, readSignerPeople } from './read-journal.ts'
import type { SignerState } from './views.ts'

/** What the signer says of itself now; while it is silent, what its journal told the portal so far. */
export async function readSignerState({ actor, db, signer }: UseCaseContext): Promise<SignerState> {
  assertAllowed(actor, 'signer.state')
  const status = await signer.api.status().catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'SIGNER_UNREACHABLE') return null
    throw error
  })
  const accounts = new Map(readPeople(db).map((person) => [person.id, person]))
  const people = status?.people ?? [...readSignerPeople(db).values()]
  return {
    status,
    health: signer.health(),
    policies: status?.policies ?? readPolicies(db),
    people: people.map(({ id, name, groups, active }) => {
      const account = accounts.get(id)
      return { id, name, groups, active, account: !account ? 'none' : account.active ? 'open' : 'disabled' }
    }),
  }
}
