import { describe, expect, test } from 'vitest'
import { AppError } from '#core/errors/app-error.ts'
import { ROLES, type Role } from '#core/workflow/states.ts'
import type { Services } from '#server/context.ts'
import { type Action, isAllowed, type Relation } from '#server/permissions/permissions.ts'
import { createCaller } from '#server/trpc/create-caller.ts'
import { appRouter } from '#server/trpc/router.ts'
import type { GivenPerson } from './given-person.ts'

export interface Scenario {
  /** The relations that a call of this procedure can have to its object. */
  readonly relations: readonly Relation[]
  /** A valid input of `actor` that stands in this relation to its object. */
  readonly input: (actor: GivenPerson, relation: Relation) => unknown
  /** The rows of the table that must all allow it; the procedure's own path when absent. */
  readonly needs?: readonly Action[]
  /** What an allowed call answers where nothing more was made ready, as `CODE words`; `done` when absent. */
  readonly allowed?: RegExp
}

export interface World {
  readonly services: Services
  /** One person per role, with this role only. */
  readonly actors: ReadonlyMap<Role, GivenPerson>
}

/**
 * Calls every procedure whose path matches, as every role and signed out, in every relation, and compares with the table of
 * permissions. A procedure without a scenario fails. What a call did is taken back.
 */
export function describeMatrix(
  pattern: RegExp,
  world: () => World,
  scenarios: Readonly<Record<string, Scenario>>,
): void {
  const paths = Object.keys(appRouter._def.procedures).filter((path) => pattern.test(path))
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

type Caller = Readonly<Record<string, Readonly<Record<string, (input: unknown) => Promise<unknown>>>>>
