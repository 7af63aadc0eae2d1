import { eq } from 'drizzle-orm'
import { beforeAll } from 'vitest'
import { ROLES, type Role } from '#core/workflow/states.ts'
import { requests } from '#db/schema/requests.ts'
import type { Services } from '#server/context.ts'
import type { Action, Relation } from '#server/permissions/permissions.ts'
import { createRequest } from '#server/requests/create-request.ts'
import { buildServices } from './build-context.ts'
import { type GivenPerson, givenPerson } from './given-person.ts'
import type { Scenario } from './permission-matrix.ts'

type Seen = 'private' | 'shared'
const VISIBLE: Readonly<Record<Seen, Action>> = { private: 'requests.view/draft', shared: 'requests.view' }

/**
 * For matrix tests, before all of them: a person of each role and somebody else, each the owner of a draft that nobody else may
 * see, and of a request of which an earlier revision was submitted.
 */
export function givenRequests() {
  let services: Services
  let somebody: GivenPerson
  const actors = new Map<Role, GivenPerson>()
  const made = new Map<string, Readonly<Record<Seen, string>>>()

  function give(ownerId: string, shared: boolean): string {
    const { id } = createRequest(somebody.context(), {})
    services.db.update(requests).set({ ownerId, shared }).where(eq(requests.id, id)).run()
    return id
  }
  beforeAll(async () => {
    services = buildServices()
    somebody = await givenPerson(services, 'somebody', 'requester')
    for (const role of ROLES) actors.set(role, await givenPerson(services, `the-${role}`, role))
    for (const { id } of [somebody, ...actors.values()])
      made.set(id, { private: give(id, false), shared: give(id, true) })
  })

  /** The scenario of one action on a private draft, and on a request that others may see. */
  function onRequest(action: Action, more: object = {}, allowed?: RegExp, loose?: string[]): Record<string, Scenario> {
    const one = (seen: Seen): Scenario => ({
      relations: ['own', 'other'],
      needs: [VISIBLE[seen], action],
      input: (actor: GivenPerson, relation: Relation) => ({
        id: made.get(relation === 'own' ? actor.id : somebody.id)?.[seen],
        ...more,
      }),
      ...(allowed ? { allowed } : {}),
      ...(loose ? { loose } : {}),
    })
    return { [`${action} (private)`]: one('private'), [`${action} (shared)`]: one('shared') }
  }
  return { portal: () => ({ services, actors }), onRequest }
}
