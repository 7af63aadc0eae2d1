import { describe, expect, test } from 'vitest'
import { AppError } from '#core/errors/app-error.ts'
import { ROLES, type Role } from '#core/workflow/states.ts'
import type { Services } from '#server/context.ts'
import { type Action, isAllowed, PERMISSIONS, RELATIONS, type Relation } from '#server/permissions/permissions.ts'
import { createCaller } from '#server/trpc/create-caller.ts'
import { appRouter } from '#server/trpc/router.ts'
import type { GivenPerson } from './given-person.ts'
import { MATRIX_AREAS } from './matrix-areas.ts'

export interface Scenario {
  /** The relations that a call of this procedure can have to its object. */
  readonly relations: readonly Relation[]
  /** A valid input of `actor` that stands in this relation to its object. */
  readonly input: (actor: GivenPerson, relation: Relation) => unknown
  /** The rows of the table that must all allow it; the procedure's own path when absent. */
  readonly needs?: readonly Action[]
  /** Members that hold what a person typed and are judged by their own schema, e.g. an environment. */
  readonly loose?: readonly string[]
  /** What an allowed call answers where nothing more was made ready, as `CODE words`; `done` when absent. */
  readonly allowed?: RegExp
}

export interface World {
  readonly services: Services
  /** One person per role, with this role only. */
  readonly actors: ReadonlyMap<Role, GivenPerson>
}

/** A well-formed id of nothing, for every way in which procedures name objects. */
const UNKNOWN: readonly (readonly [RegExp, string])[] = [
  [/^MG-\d+$/, 'MG-9999'],
  [/^[0-9a-f]{64}$/, 'e'.repeat(64)],
  [/^h-[0-9a-f]{16}$/, `h-${'e'.repeat(16)}`],
  [/^t-[0-9a-f]{16}$/, `t-${'e'.repeat(16)}`],
  [/./, 'p-0000000000'],
]
const isIdKey = (key: string) => key === 'id' || key.endsWith('Id')

/**
 * Calls every procedure of an area as every role and signed out, in every relation, and compares with the table of permissions:
 * with its own objects, with ids of nothing, with other types, and with keys that the input does not have. A procedure without a
 * scenario fails. What a call did is taken back.
 */
export function describeMatrix(area: string, world: () => World, scenarios: Readonly<Record<string, Scenario>>): void {
  const nouns = MATRIX_AREAS[area] ?? []
  const paths = Object.keys(appRouter._def.procedures).filter((path) => nouns.includes(path.split('.')[0] ?? ''))
  test('there are procedures to look at', () => expect(paths).not.toEqual([]))

  describe.each(paths)('%s', (path) => {
    const own = Object.entries(scenarios).filter(
      ([name]) => name === path || (/^[/ ]/.test(name.slice(path.length)) && name.startsWith(path)),
    )
    test('has a scenario', () => expect(own).not.toEqual([]))

    const cases = own.flatMap(([name, scenario]) =>
      ROLES.flatMap((role) => scenario.relations.map((relation) => ({ name, role, relation, scenario }))),
    )
    test.each(cases)(
      '$name as $role, $relation: exactly as the table says',
      async ({ name, role, relation, scenario }) => {
        const { input, needs = [name as Action], allowed = /^done$/ } = scenario
        const actor = actorOf(role)
        const outcome = await tried(() => call(actor.id, path, input(actor, relation)))
        if (needs.every((action) => isAllowed(actor.context().actor, action, relation)))
          expect(outcome).toMatch(allowed)
        else {
          expect(outcome).toMatch(/^(FORBIDDEN|NOT_FOUND) /)
          expect(outcome).not.toMatch(allowed)
        }
      },
    )

    test.each(own)('%s signed out: refused', async (_, { input }) => {
      expect(await tried(() => call(null, path, input(actorOf('administrator'), 'other')))).toMatch(/^UNAUTHENTICATED /)
    })

    test.each(own)('%s with a key that nobody asked for: refused', async (_, { input, relations, loose }) => {
      const actor = actorOf(roleFor(path))
      for (const more of withMoreKeys(input(actor, relations[0] ?? 'other'), loose)) {
        expect(await tried(() => call(actor.id, path, more))).toMatch(/^BAD_INPUT /)
      }
    })

    test.each(own)(
      '%s with an id of nothing: refused in the words for what one may not see',
      async (name, scenario) => {
        const { input, needs = [name as Action] } = scenario
        for (const role of ROLES) {
          const actor = actorOf(role)
          const given = input(actor, 'other')
          const hidden = !needs.every((action) => isAllowed(actor.context().actor, action, 'other'))
          const there = hidden ? await tried(() => call(actor.id, path, given)) : null
          for (const { id, unknown, changed } of withUnknownIds(given)) {
            const nothing = await tried(() => call(actor.id, path, changed))
            expect(nothing).not.toMatch(/^done$/)
            if (there?.startsWith('NOT_FOUND')) expect(nothing.replace(unknown, id)).toBe(there)
          }
        }
      },
    )
  })

  function actorOf(role: Role): GivenPerson {
    const actor = world().actors.get(role)
    if (!actor) throw new Error(`nobody is ${role}`)
    return actor
  }

  async function tried(run: () => Promise<unknown>): Promise<string> {
    const { $client } = world().services.db
    $client.exec('SAVEPOINT one_case')
    try {
      await run()
      return 'done'
    } catch (error) {
      const { cause } = error as { cause?: unknown }
      if (cause instanceof AppError) return `${cause.code} ${cause.userMessage}`
      throw error
    } finally {
      $client.exec('ROLLBACK TO one_case; RELEASE one_case')
    }
  }

  function call(personId: string | null, path: string, input: unknown): Promise<unknown> {
    const [noun = '', verb = ''] = path.split('.')
    const caller = createCaller(world().services, personId) as unknown as Caller
    const procedure = caller[noun]?.[verb]
    if (!procedure) throw new Error(`no procedure ${path}`)
    return procedure(input)
  }
}

/** A role that may call this procedure for some object: its input is judged after that. */
function roleFor(path: string): Role {
  const actions = (Object.keys(PERMISSIONS) as Action[]).filter((one) => one.split('/')[0] === path)
  const may = (role: Role) =>
    actions.some((action) =>
      RELATIONS.some((relation) => isAllowed({ roles: [role], mustChangePassword: false }, action, relation)),
    )
  const role = ROLES.find(may)
  if (!role) throw new Error(`nobody may ${path}`)
  return role
}

const MORE_KEYS = ['isAdmin', 'ownerId', 'state', 'extra']

/** The input with one more key, at its top and in every object inside. */
function withMoreKeys(given: unknown, loose: readonly string[] = []): object[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return []
  const inside = Object.entries(given)
    .filter(([key]) => !loose.includes(key))
    .flatMap(([key, value]) => withMoreKeys(value).map((more) => ({ ...given, [key]: more })))
  return [...MORE_KEYS.map((key) => ({ ...given, [key]: true })), ...inside]
}

function withUnknownIds(given: unknown): { id: string; unknown: string; changed: object }[] {
  if (typeof given !== 'object' || given === null) return []
  return Object.entries(given).flatMap(([key, id]) => {
    const unknown = UNKNOWN.find(([shape]) => typeof id === 'string' && shape.test(id))?.[1]
    return isIdKey(key) && unknown ? [{ id, unknown, changed: { ...given, [key]: unknown } }] : []
  })
}

type Caller = Readonly<Record<string, Readonly<Record<string, (input: unknown) => Promise<unknown>>>>>
