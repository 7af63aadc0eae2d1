import { beforeAll } from 'vitest'
import { ROLES, type Role } from '#core/workflow/states.ts'
import type { Services } from '#server/context.ts'
import { addWebhook } from '#server/notifications/webhooks.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { describeMatrix } from '#server/testing/permission-matrix.ts'

let services: Services
let somebody: GivenPerson
let webhookId = ''
const actors = new Map<Role, GivenPerson>()

beforeAll(async () => {
  services = buildServices()
  for (const role of ROLES) actors.set(role, await givenPerson(services, `the-${role}`, role))
  somebody = await givenPerson(services, 'somebody', 'requester')
  const administrator = actors.get('administrator')
  if (!administrator) throw new Error('nobody administrates')
  webhookId = addWebhook(administrator.context(), { name: 'One', url: 'https://192.0.2.1/', shape: 'generic' }).id
})

describeMatrix('notifications', () => ({ services, actors }), {
  'notifications.mine': { relations: ['own'], input: () => undefined },
  'notifications.choose': { relations: ['own'], input: () => ({ address: 'a@example.com', mode: 'daily' }) },
  'notifications.setAddress': {
    relations: ['own', 'other'],
    input: (actor, relation) => ({ personId: relation === 'own' ? actor.id : somebody.id, address: null }),
  },
  'notifications.overview': { relations: ['other'], input: () => undefined },
  'notifications.retry': { relations: ['other'], input: () => ({ message: 1 }), allowed: /not among those/ },
  'notifications.addWebhook': {
    relations: ['other'],
    input: () => ({ name: 'Two', url: 'https://hooks.example.com/x', shape: 'slack' }),
  },
  'notifications.switchWebhook': { relations: ['other'], input: () => ({ webhookId, active: false }) },
  'notifications.testWebhook': { relations: ['other'], input: () => ({ webhookId }) },
})
