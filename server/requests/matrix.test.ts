import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '#core/errors/app-error.ts'
import { ROLES } from '#core/workflow/states.ts'
import { people, personRoles } from '#db/schema/people.ts'
import { requests } from '#db/schema/requests.ts'
import { type Action, isAllowed, type Relation } from '#server/permissions/permissions.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { silentSigner } from '#server/testing/silent-signer.ts'
import { createCaller } from '#server/trpc/create-caller.ts'
import { appRouter } from '#server/trpc/router.ts'
import { buildInput, buildSigner } from '#signer/testing/build-signer.ts'

const input = buildInput()
let portal: TestPortal
const about = { draft: '', submitted: '' }
let planDigest = ''
beforeAll(async () => {
  portal = new TestPortal(await buildSigner()).furnish()
  about.submitted = await portal.submitted(input)
  about.draft = portal.draft(input)
  planDigest = portal.planDigest(about.submitted)
  for (const role of ROLES) {
    const id = `the-${role}`
    portal.services.db.insert(people).values({ id, user: id, name: id, createdAt: '2026-11-24T08:00:00.000Z' }).run()
    portal.services.db.insert(personRoles).values({ personId: id, role }).run()
  }
})

interface Scenario {
  readonly on: keyof typeof about
  readonly input?: () => Record<string, unknown>
}
const submitted: Scenario = { on: 'submitted' }
const draft: Scenario = { on: 'draft', input: () => ({ version: 2 }) }
const ticket = (action: string): Scenario => ({ on: 'submitted', input: () => ({ planDigest, action }) })

/** Every action on a request, by its row in the table of permissions. A procedure that is missing fails below. */
const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'requests.view': submitted,
  'requests.view/draft': { on: 'draft' },
  'requests.files': submitted,
  'requests.file': { on: 'submitted', input: () => ({ target: 'directory', path: 'VERIFY.md' }) },
  'requests.history': submitted,
  'requests.preparation': submitted,
  'requests.clone': submitted,
  'requests.edit': submitted,
  'requests.draft': { on: 'draft' },
  'requests.saveDraft': {
    on: 'draft',
    input: () => ({ version: 2, environment: input.environment, case: input.case }),
  },
  'requests.deleteDraft': draft,
  'requests.submit': draft,
  'requests.cancelPreparation': { on: 'draft' },
  'requests.ticket/submit': ticket('submit'),
  'requests.ticket/withdraw': ticket('withdraw'),
  'requests.ticket/decide': ticket('decide'),
  'requests.ticket/recall': ticket('recall'),
  'requests.secretTicket': { on: 'draft' },
  'requests.eraseSecrets': submitted,
  'requests.requestChanges': { on: 'submitted', input: () => ({ planDigest, reason: 'more' }) },
}

test('every procedure about one request is in this test', () => {
  const covered = Object.keys(SCENARIOS).map((action) => action.split('/')[0])
  const missing = Object.keys(appRouter._def.procedures).filter(
    (path) => path.startsWith('requests.') && !covered.includes(path),
  )
  expect(missing).toEqual(['requests.list', 'requests.create', 'requests.createPasswordUpdate'])
})

const cases = Object.keys(SCENARIOS).flatMap((action) =>
  ROLES.flatMap((role) => (['own', 'other'] as const).map((relation) => ({ action, role, relation }))),
)

describe('the table of permissions holds', () => {
  test.each(cases)('$action as $role, $relation', async ({ action, role, relation }) => {
    const outcome = await tried(action, `the-${role}`, relation)
    const { roles, mustChangePassword } = portal.as(`the-${role}`).actor
    const may = (what: Action) => isAllowed({ roles, mustChangePassword }, what, relation)
    const sees = may(SCENARIOS[action]?.on === 'draft' ? 'requests.view/draft' : 'requests.view')
    const allowed = sees && may(action as Action)
    if (allowed) expect(['FORBIDDEN', 'NOT_FOUND']).not.toContain(groupless(action, outcome))
    else expect(['FORBIDDEN', 'NOT_FOUND']).toContain(outcome)
  })
})

/** The signer knows these people in no group: an approver is let through by the table, and told so then. */
const groupless = (action: string, outcome: string) =>
  action === 'requests.ticket/decide' || action === 'requests.requestChanges'
    ? outcome.replace('FORBIDDEN', 'not in a group')
    : outcome

/** Runs one call and takes back what it did in the portal. */
async function tried(action: string, personId: string, relation: Relation): Promise<string> {
  const scenario = SCENARIOS[action]
  if (!scenario) throw new Error(action)
  const { db } = portal.services
  db.$client.exec('SAVEPOINT one_case')
  portal.api = silentSigner
  try {
    const id = about[scenario.on]
    if (relation === 'own') db.update(requests).set({ ownerId: personId }).where(eq(requests.id, id)).run()
    await call(personId, action, { id, ...scenario.input?.() })
    return 'done'
  } catch (error) {
    const { cause } = error as { cause?: unknown }
    if (cause instanceof AppError) return cause.code
    throw error
  } finally {
    db.$client.exec('ROLLBACK TO one_case; RELEASE one_case')
  }
}

function call(personId: string, action: string, given: unknown): Promise<unknown> {
  const [, verb = ''] = (action.split('/')[0] ?? '').split('.')
  const caller = createCaller(portal.services, personId).requests as unknown as Record<
    string,
    ((given: unknown) => Promise<unknown>) | undefined
  >
  const procedure = caller[verb]
  if (!procedure) throw new Error(`no procedure ${action}`)
  return procedure(given)
}
