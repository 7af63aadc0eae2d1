import { beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '#core/errors/app-error.ts'
import { ROLES, type Role } from '#core/workflow/states.ts'
import type { Services } from '#server/context.ts'
import { buildServices } from '#server/testing/build-context.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { createCaller } from '#server/trpc/create-caller.ts'
import { appRouter } from '#server/trpc/router.ts'
import { type Action, isAllowed, PERMISSIONS, type Relation } from './permissions.ts'

interface Scenario {
  /** The relations that a call of this procedure can have to its object. */
  readonly relations: readonly Relation[]
  /** A valid input of `actor` that stands in this relation to its object. */
  readonly input: (actor: GivenPerson, relation: Relation) => unknown
}

let services: Services
const actors = new Map<Role, GivenPerson>()
let somebody: GivenPerson

const subject = (actor: GivenPerson, relation: Relation) => (relation === 'own' ? actor.id : somebody.id)
const BOTH = ['own', 'other'] as const

/** A procedure that is missing here fails below. */
const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'session.me': { relations: ['own'], input: () => undefined },
  'session.changePassword': {
    relations: ['own'],
    input: ({ passphrase }) => ({ current: passphrase, next: 'a new passphrase, long' }),
  },
  'people.list': { relations: ['other'], input: () => undefined },
  'people.create': { relations: ['other'], input: () => ({ user: 'new-one', name: 'New One', roles: ['operator'] }) },
  'people.resetPassword': { relations: BOTH, input: (...who) => ({ personId: subject(...who) }) },
  'people.setActive': { relations: BOTH, input: (...who) => ({ personId: subject(...who), active: false }) },
  'people.setRoles': { relations: BOTH, input: (...who) => ({ personId: subject(...who), roles: ['operator'] }) },
  'audit.list': { relations: ['other'], input: () => ({}) },
  'audit.facets': { relations: ['other'], input: () => undefined },
}

beforeAll(async () => {
  services = buildServices()
  for (const role of ROLES) actors.set(role, await givenPerson(services, `the-${role}`, role))
  somebody = await givenPerson(services, 'somebody', 'requester')
  await givenPerson(services, 'second-administrator', 'administrator')
})

const MINE = /^(session|people|audit)\./
const paths = Object.keys(appRouter._def.procedures).filter((path) => MINE.test(path))

describe.each(paths)('%s', (path) => {
  const scenario = SCENARIOS[path]
  if (!scenario) {
    test('has a scenario', () => expect.unreachable(`${path} has no scenario in this test`))
    return
  }
  const cases = ROLES.flatMap((role) => scenario.relations.map((relation) => ({ role, relation })))
  test.each(cases)('as $role, $relation: exactly as the table says', async ({ role, relation }) => {
    const actor = actors.get(role)
    if (!actor) throw new Error(role)
    const allowed = isAllowed(actor.context().actor, path as Action, relation)
    const outcome = await tried(() => call(actor.id, path, scenario.input(actor, relation)))
    if (allowed) expect(outcome).toBe('done')
    else expect(['FORBIDDEN', PERMISSIONS[path as Action].refusal]).toContain(outcome)
  })

  test('signed out: refused', async () => {
    const actor = actors.get('administrator')
    if (!actor) throw new Error()
    expect(await tried(() => call(null, path, scenario.input(actor, 'other')))).toBe('UNAUTHENTICATED')
  })
})

/** Runs one call and takes back what it did. */
async function tried(run: () => Promise<unknown>): Promise<string> {
  services.db.$client.exec('SAVEPOINT one_case')
  try {
    await run()
    return 'done'
  } catch (error) {
    const { cause } = error as { cause?: unknown }
    if (cause instanceof AppError) return cause.code
    throw error
  } finally {
    services.db.$client.exec('ROLLBACK TO one_case; RELEASE one_case')
  }
}

function call(personId: string | null, path: string, input: unknown): Promise<unknown> {
  const [noun = '', verb = ''] = path.split('.')
  const caller = createCaller(services, personId) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >
  const procedure = caller[noun]?.[verb]
  if (!procedure) throw new Error(`no procedure ${path}`)
  return procedure(input)
}
