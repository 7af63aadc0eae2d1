import { eq } from 'drizzle-orm'
import { beforeAll } from 'vitest'
import { syncFile } from '#core/discovery/testing.ts'
import { ROLES, type Role } from '#core/workflow/states.ts'
import { requests } from '#db/schema/requests.ts'
import type { Services } from '#server/context.ts'
import { createRequest } from '#server/requests/create-request.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { describeMatrix, type Scenario } from '#server/testing/permission-matrix.ts'
import type { Action, Relation } from './permissions.ts'

let services: Services
let somebody: GivenPerson
const actors = new Map<Role, GivenPerson>()
const made = new Map<string, Readonly<Record<Seen, string>>>()
type Seen = 'private' | 'shared'

beforeAll(async () => {
  services = buildServices()
  somebody = await givenPerson(services, 'somebody', 'requester')
  for (const role of ROLES) actors.set(role, await givenPerson(services, `the-${role}`, role))
  for (const { id } of [somebody, ...actors.values()])
    made.set(id, { private: give(id, false), shared: give(id, true) })
})

function give(ownerId: string, shared: boolean): string {
  const { id } = createRequest(somebody.context(), {})
  services.db.update(requests).set({ ownerId, shared }).where(eq(requests.id, id)).run()
  return id
}

const VISIBLE: Readonly<Record<Seen, Action>> = { private: 'requests.view/draft', shared: 'requests.view' }
const FILES = [{ name: 'MIMSYNC.json', text: JSON.stringify(syncFile().file) }]

function onRequest(action: Action, more: object = {}, allowed?: RegExp): Record<string, Scenario> {
  const one = (seen: Seen): Scenario => ({
    relations: ['own', 'other'],
    needs: [VISIBLE[seen], action],
    input: (actor: GivenPerson, relation: Relation) => ({
      id: made.get(relation === 'own' ? actor.id : somebody.id)?.[seen],
      ...more,
    }),
    ...(allowed ? { allowed } : {}),
  })
  return { [`${action} (private)`]: one('private'), [`${action} (shared)`]: one('shared') }
}

describeMatrix('discovery', () => ({ services, actors }), {
  'discovery.script': {
    relations: ['own', 'other'],
    input: () => undefined,
    allowed: /^done$|^INTERNAL .*script is missing/,
  },
  ...onRequest('discovery.import', { files: FILES }),
  ...onRequest('discovery.sources', {}, /^done$|has no revision/),
  ...onRequest('discovery.checkDrift', { files: FILES }, /^CONFLICT .*no approved revision/),
  ...onRequest('discovery.drifts'),
  ...onRequest('discovery.drift', { number: 1 }, /^NOT_FOUND .*no drift report/),
})
