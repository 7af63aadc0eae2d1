import { eq } from 'drizzle-orm'
import { beforeAll } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
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
/** By owner: a draft that nobody else may see, and one of which an earlier revision was submitted. */
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

const BOTH = ['own', 'other'] as const
const DIGEST = 'a'.repeat(64)
const VISIBLE: Readonly<Record<Seen, Action>> = { private: 'requests.view/draft', shared: 'requests.view' }
/** Nothing was generated in this test: who passes the permission gets to hear that. */
const WITHOUT_REVISION = /^done$|has no revision/
const OTHER_PLAN = /^CONFLICT .*edited since/
const THREAD = `t-${'a'.repeat(16)}`
const NO_THREAD = /has no thread/
const CASE = { title: '', ticket: '', acknowledgements: [] }

/** The scenario of one action on a private draft, and on a request that others may see. */
function onRequest(action: Action, more: object = {}, allowed?: RegExp, loose?: string[]): Record<string, Scenario> {
  const one = (seen: Seen): Scenario => ({
    relations: BOTH,
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

describeMatrix('requests', () => ({ services, actors }), {
  'home.view': { relations: BOTH, input: () => undefined },
  'signer.state': { relations: ['other'], input: () => undefined },
  'signer.health': { relations: BOTH, input: () => undefined },
  'requests.list': { relations: BOTH, input: () => ({}) },
  'requests.create': { relations: ['own'], input: () => ({}) },
  'requests.createPasswordUpdate': { relations: ['own'], input: () => ({ from: null }) },
  ...onRequest('requests.secretTicket', {}, /^CONFLICT .*typed on the server/),
  ...onRequest('requests.eraseSecrets'),
  ...onRequest('requests.view', {}, WITHOUT_REVISION),
  ...onRequest('requests.files', {}, WITHOUT_REVISION),
  ...onRequest('requests.file', { target: 'directory', path: 'runbook.html' }, /has no (file|revision)/),
  ...onRequest('requests.history'),
  ...onRequest('requests.preparation'),
  ...onRequest('requests.clone'),
  ...onRequest('requests.draft'),
  ...onRequest('requests.saveDraft', { version: 1, environment: blankEnvironment(''), case: CASE }, /^done$/, [
    'environment',
  ]),
  ...onRequest('requests.deleteDraft', { version: 1 }),
  ...onRequest('requests.submit', { version: 1 }, /^UNPROCESSABLE /),
  ...onRequest('requests.cancelPreparation'),
  ...onRequest('requests.edit'),
  ...onRequest('requests.ticket/submit', { planDigest: DIGEST, action: 'submit' }, OTHER_PLAN),
  ...onRequest('requests.ticket/withdraw', { planDigest: DIGEST, action: 'withdraw' }, OTHER_PLAN),
  ...onRequest('requests.ticket/decide', { planDigest: DIGEST, action: 'decide' }, OTHER_PLAN),
  ...onRequest('requests.ticket/recall', { planDigest: DIGEST, action: 'recall' }, /^CONFLICT .*not signed/),
  ...onRequest('review.threads', {}, WITHOUT_REVISION),
  ...onRequest('review.open', { revision: 1, place: { kind: 'request' }, text: 'Why so late?' }, WITHOUT_REVISION),
  ...onRequest('review.reply', { threadId: THREAD, text: 'Because.' }, NO_THREAD),
  ...onRequest('review.resolve', { threadId: THREAD, resolved: true }, NO_THREAD),
  ...onRequest('requests.requestChanges', { planDigest: DIGEST, reason: 'The window is too short.' }, OTHER_PLAN),
})
