import { beforeAll } from 'vitest'
import { ROLES, type Role } from '#core/workflow/states.ts'
import { apiTokens } from '#db/schema/api-tokens.ts'
import { identities } from '#db/schema/identities.ts'
import { sessions } from '#db/schema/sessions.ts'
import type { Services } from '#server/context.ts'
import { sessionIdOf } from '#server/session/sessions.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { describeMatrix } from '#server/testing/permission-matrix.ts'
import type { Relation } from './permissions.ts'

let services: Services
let somebody: GivenPerson
const actors = new Map<Role, GivenPerson>()

beforeAll(async () => {
  services = buildServices()
  for (const role of ROLES) actors.set(role, await givenPerson(services, `the-${role}`, role))
  somebody = await givenPerson(services, 'somebody', 'requester')
  await givenPerson(services, 'second-administrator', 'administrator')
  for (const { id } of [somebody, ...actors.values()]) {
    const at = services.clock().toISOString()
    services.db
      .insert(sessions)
      .values({ id: sessionIdOf(`token of ${id}`), personId: id, createdAt: at, lastSeenAt: at })
      .run()
  }
  services.db
    .insert(apiTokens)
    .values({
      id: 't-0000000001',
      personId: somebody.id,
      name: 'build',
      sha256: 'f'.repeat(64),
      scopes: '[]',
      createdAt: '2026-11-24T08:00:00.000Z',
      createdBy: somebody.id,
      expiresAt: '2027-11-24T08:00:00.000Z',
    })
    .run()
  const identity = { id: 'i-0000000001', issuer: 'https://idp.example', subject: 's', label: 'somebody@example' }
  services.db
    .insert(identities)
    .values({ ...identity, personId: somebody.id, createdAt: '2026-11-24T08:00:00.000Z' })
    .run()
})

const BOTH = ['own', 'other'] as const
const subject = (actor: GivenPerson, relation: Relation) => ({
  personId: relation === 'own' ? actor.id : somebody.id,
})

describeMatrix('accounts', () => ({ services, actors }), {
  'session.me': { relations: ['own'], input: () => undefined },
  'session.changePassword': {
    relations: ['own'],
    input: ({ passphrase }) => ({ current: passphrase, next: 'a new passphrase, long' }),
  },
  'session.list': { relations: ['own'], input: () => undefined },
  'session.revoke': { relations: ['own'], input: ({ id }) => ({ sessionId: sessionIdOf(`token of ${id}`) }) },
  'session.revoke (of somebody else)': {
    relations: ['other'],
    needs: ['session.revoke'],
    input: () => ({ sessionId: sessionIdOf(`token of ${somebody.id}`) }),
  },
  'session.revokeOthers': { relations: ['own'], input: () => undefined },
  'people.list': { relations: ['other'], input: () => undefined },
  'people.create': { relations: ['other'], input: () => ({ user: 'new-one', name: 'New One', roles: ['operator'] }) },
  'people.resetPassword': { relations: BOTH, input: subject },
  'people.setActive': { relations: BOTH, input: (...who) => ({ ...subject(...who), active: false }) },
  'people.setRoles': { relations: BOTH, input: (...who) => ({ ...subject(...who), roles: ['operator'] }) },
  'identities.list': { relations: ['other'], input: () => undefined },
  'identities.link': { relations: BOTH, input: (...who) => ({ ...subject(...who), identityId: 'i-0000000001' }) },
  'identities.unlink': { relations: ['other'], input: () => ({ identityId: 'i-0000000001' }) },
  'roleMappings.list': { relations: ['other'], input: () => undefined },
  'roleMappings.set': { relations: ['other'], input: () => ({ group: 'Approvers', roles: ['approver'] }) },
  'apiTokens.list': { relations: ['other'], input: () => undefined },
  'apiTokens.create': {
    relations: BOTH,
    input: (...who) => ({ ...subject(...who), name: 'build', scopes: ['requests:read'], days: 30 }),
  },
  'apiTokens.revoke': { relations: ['other'], input: () => ({ tokenId: 't-0000000001' }) },
  'settings.view': { relations: ['other'], input: () => undefined },
  'settings.update': { relations: ['other'], input: () => ({ sessionHours: 8 }) },
  'audit.list': { relations: ['other'], input: () => ({}) },
  'audit.facets': { relations: ['other'], input: () => undefined },
})
