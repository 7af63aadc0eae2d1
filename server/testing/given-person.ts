import { eq } from 'drizzle-orm'
import type { Role } from '#core/workflow/states.ts'
import { passwords } from '#db/schema/people.ts'
import type { Services, UseCaseContext } from '#server/context.ts'
import { addPerson } from '#server/people/add-person.ts'
import { readActor } from '#server/people/read-people.ts'

export interface GivenPerson {
  readonly id: string
  readonly user: string
  readonly passphrase: string
  /** What a use-case gets when this person calls it now. */
  readonly context: () => UseCaseContext
}

/** An account whose person has chosen an own passphrase (the generated one, which a test may use to sign in). */
export async function givenPerson(services: Services, user: string, ...roles: Role[]): Promise<GivenPerson> {
  const scene = { ...services, actor: null, address: null }
  const { personId: id, passphrase } = await addPerson(scene, { user, name: `Name of ${user}`, roles })
  services.db.update(passwords).set({ mustChange: false }).where(eq(passwords.personId, id)).run()
  const context = () => {
    const actor = readActor(services.db, id, null)
    if (!actor) throw new Error(`${user} is disabled`)
    return { ...services, actor, address: '192.0.2.1' }
  }
  return { id, user, passphrase, context }
}
