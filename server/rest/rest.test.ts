import { beforeAll, describe, expect, test } from 'vitest'
import { SCOPE_NAMES, type Scope } from '#core/access/scopes.ts'
import { blankEnvironment } from '#core/environment/blank.ts'
import { ROLES, type Role } from '#core/workflow/states.ts'
import { apiTokens } from '#db/schema/api-tokens.ts'
import { createToken, revokeToken } from '#server/api-tokens/manage-tokens.ts'
import { readEvents } from '#server/audit/read-events.ts'
import { setActive } from '#server/people/set-active.ts'
import { setRoles } from '#server/people/set-roles.ts'
import { isAllowed, RELATIONS } from '#server/permissions/permissions.ts'
import { dump } from '#server/testing/dump.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { type Document, RestClient } from '#server/testing/rest-client.ts'
import { PORTAL_URL, runPortal } from '#server/testing/running-portal.ts'
import { ENDPOINTS } from './endpoints.ts'
import { handleRest } from './handle-rest.ts'

const portal = runPortal()
const people = new Map<Role, GivenPerson>()
let client: RestClient
let document: Document
let felix: GivenPerson
const tokens = new Map<Role, string>()
const CASE = { title: 'From a program', ticket: '', acknowledgements: [] }
const environment = blankEnvironment('Contoso')

const tokenOf = (person: GivenPerson, scopes: readonly Scope[] = SCOPE_NAMES) =>
  createToken(felix.context(), { personId: person.id, name: 'build', scopes: [...scopes], days: 30 })

beforeAll(async () => {
  const served = await handleRest(new Request(`${PORTAL_URL}/api/v1/openapi.json`))
  document = (await served.json()) as Document
  client = new RestClient(document, handleRest)
  felix = await givenPerson(portal.services, 'felix-baum', 'administrator')
  for (const role of ROLES) {
    const person = await givenPerson(portal.services, `the-${role}`, role)
    people.set(role, person)
    tokens.set(role, tokenOf(person).token)
  }
})

const as = (role: Role) => tokens.get(role) ?? ''
const draft = async () =>
  String((await client.call('createDraft', as('requester'), { body: { environment, case: CASE } })).body.id)

test('the document is OpenAPI 3.1 and names every operation once, none of which decides', () => {
  expect(document.openapi).toMatch(/^3\.1/)
  expect(client.operations.toSorted()).toEqual(ENDPOINTS.map(({ operationId }) => operationId).toSorted())
  expect(client.operations.filter((name) => /submit|approve|reject|decide|withdraw|recall|ticket/i.test(name))).toEqual(
    [],
  )
  expect(JSON.stringify(document)).not.toContain('#/$defs/')
})

test('a program makes a draft, reads it, saves it, and sees its state', async () => {
  const made = await client.call('createDraft', as('requester'), { body: { environment, case: CASE } })
  expect(made).toMatchObject({ status: 201, body: { version: 2, case: { title: 'From a program' } } })
  const params = { id: String(made.body.id) }
  const changed = { version: 2, environment: { ...environment, name: 'Fabrikam' }, case: CASE }
  expect(await client.call('saveDraft', as('requester'), { params, body: changed })).toMatchObject({
    status: 200,
    body: { version: 3 },
  })
  expect(
    await client.call('saveDraft', as('requester'), { params, body: { ...changed, case: { ...CASE, title: 'Late' } } }),
  ).toMatchObject({
    status: 409,
    type: 'application/problem+json',
  })
  expect((await client.call('readDraft', as('requester'), { params })).body).toMatchObject({
    version: 3,
    environment: { name: 'Fabrikam' },
  })
  expect((await client.call('readRequest', as('requester'), { params })).body).toMatchObject({
    state: 'draft',
    title: 'From a program',
  })
  const list = await client.call('listRequests', as('requester'), { params: { state: 'draft', pageSize: '1' } })
  expect(list.body.total).toBeGreaterThan(0)
  const audit = await client.call('readAudit', as('auditor'), { params: { objectId: params.id, limit: '5' } })
  expect(audit.body.rows).toContainEqual(
    expect.objectContaining({
      kind: 'request.created',
      details: expect.objectContaining({ 'by token': expect.stringMatching(/^build \(t-/) }),
    }),
  )
})

test('an environment is judged without being stored', async () => {
  const before = dump(portal.services.db).requests
  const { body } = await client.call('validateEnvironment', as('approver'), { body: { environment } })
  expect(body.findings).not.toEqual([])
  expect(dump(portal.services.db).requests).toEqual(before)
  const wrong = await client.call('validateEnvironment', as('approver'), {
    body: { environment: { ...environment, extra: 1 } },
  })
  expect(wrong).toMatchObject({ status: 400, body: { code: 'BAD_INPUT', detail: expect.stringContaining('extra') } })
})

describe('every operation, as every role: exactly what the table of permissions and the scopes say', () => {
  const inputs: Readonly<Record<string, { params?: object; body?: object }>> = {
    createDraft: { body: { environment, case: CASE } },
    saveDraft: { body: { version: 2, environment, case: CASE } },
    validateEnvironment: { body: { environment } },
    downloadBundle: { params: { target: 'directory' } },
  }
  const cases = ENDPOINTS.flatMap((endpoint) => ROLES.map((role) => ({ ...endpoint, role })))
  test.each(cases)('$operationId as $role', async ({ operationId, role, action, scope, params }) => {
    const id = params ? await draft() : ''
    const given = { ...inputs[operationId], params: { id, ...inputs[operationId]?.params } }
    const { status } = await client.call(operationId, as(role), given)
    const may = RELATIONS.some((relation) => isAllowed({ roles: [role], mustChangePassword: false }, action, relation))
    const sees =
      !params ||
      isAllowed(
        { roles: [role], mustChangePassword: false },
        'requests.view/draft',
        role === 'requester' ? 'own' : 'other',
      )
    if (may && sees) expect([200, 201, ...(scope === 'bundles:read' ? [404] : [])]).toContain(status)
    else expect([403, 404]).toContain(status)
    const others = tokenOf(
      people.get(role) as GivenPerson,
      SCOPE_NAMES.filter((one) => one !== scope),
    ).token
    expect((await client.call(operationId, others, given)).status).toBe(403)
    expect((await client.call(operationId, null, given)).status).toBe(401)
  })
})

describe('a token', () => {
  test('is stored as a hash only, and its last use is noted', async () => {
    const { id, token } = tokenOf(people.get('auditor') as GivenPerson)
    expect(JSON.stringify(dump(portal.services.db))).not.toContain(token)
    expect(JSON.stringify(readEvents(portal.services.db, undefined, 5))).not.toContain(token)
    await client.call('readAudit', token)
    const row = portal.services.db
      .select()
      .from(apiTokens)
      .all()
      .find((one) => one.id === id)
    expect(row?.lastUsedAt).not.toBeNull()
  })

  test('ends when it is revoked, when it expires, and when its person is disabled', async () => {
    const anna = await givenPerson(portal.services, 'anna', 'auditor')
    const [revoked, expired, disabled] = [tokenOf(anna), tokenOf(anna), tokenOf(anna)] as const
    const status = async ({ token }: { token: string }) => (await client.call('readAudit', token)).status
    expect(await status(revoked)).toBe(200)
    revokeToken(felix.context(), { tokenId: revoked.id })
    expect(await status(revoked)).toBe(401)
    portal.services.db.$client
      .prepare("UPDATE api_tokens SET expires_at = '2020-01-01T00:00:00.000Z' WHERE id = ?")
      .run(expired.id)
    expect(await status(expired)).toBe(401)
    setActive(felix.context(), { personId: anna.id, active: false })
    expect(await status(disabled)).toBe(401)
  })

  test('never has more than its person: a role that is taken away is gone at the next call', async () => {
    const anna = await givenPerson(portal.services, 'anna-2', 'auditor')
    const { token } = tokenOf(anna)
    expect((await client.call('readAudit', token)).status).toBe(200)
    setRoles(felix.context(), { personId: anna.id, roles: ['operator'] })
    expect((await client.call('readAudit', token)).status).toBe(404)
  })

  test.each(['', 'mimgmsa_', 'mimgmsa_x', 'x'.repeat(500), "' OR 1=1 --"])('%j opens nothing', async (token) => {
    expect(
      (
        await handleRest(
          new Request(`${PORTAL_URL}/api/v1/requests`, { headers: { authorization: `Bearer ${token}` } }),
        )
      ).status,
    ).toBe(401)
  })

  test('lives at most as long as the settings say, and only for an active person', () => {
    const make = (changes: object) => () =>
      createToken(felix.context(), { personId: felix.id, name: 'b', scopes: ['audit:read'], days: 30, ...changes })
    expect(make({ days: 91 })).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', userMessage: expect.stringContaining('90') }),
    )
    expect(make({ personId: 'p-0000000000' })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})

describe('the door', () => {
  const send = (path: string, init: RequestInit = {}) =>
    handleRest(
      new Request(`${PORTAL_URL}/api/v1${path}`, {
        ...init,
        headers: { authorization: `Bearer ${as('requester')}`, ...init.headers },
      }),
    )

  test('a session cookie opens nothing', async () => {
    const { signIn } = await import('#server/session/sign-in.ts')
    const cookie = await portal.cookie(await signIn(portal.services, { ...felix, address: null, previous: null }))
    expect((await handleRest(new Request(`${PORTAL_URL}/api/v1/audit`, { headers: { cookie } }))).status).toBe(401)
  })

  test.each([
    ['/nothing', 'GET', 404],
    ['/requests/MG-0001/approve', 'POST', 404],
    ['/requests', 'DELETE', 405],
    ['/requests/..%2f..%2fetc', 'GET', 404],
    ['/requests/MG-99999999999', 'GET', 404],
    ['/requests?page=0', 'GET', 400],
    ['/requests?unknown=1', 'GET', 400],
  ])('%s by %s is a problem document with status %i', async (path, method, status) => {
    const response = await send(path, { method })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(((await response.json()) as { status: number }).status).toBe(status)
  })

  test('takes JSON with exactly the announced members, and no form', async () => {
    const post = (body: string, type = 'application/json') =>
      send('/requests', { method: 'POST', body, headers: { 'content-type': type } })
    const whole = { environment, case: CASE }
    expect((await post(JSON.stringify({ ...whole, ownerId: 'somebody' }))).status).toBe(400)
    expect((await post(JSON.stringify({ ...whole, case: { ...CASE, state: 'approved' } }))).status).toBe(400)
    expect((await post('{')).status).toBe(400)
    expect((await post('title=x', 'application/x-www-form-urlencoded')).status).toBe(415)
    expect((await post(JSON.stringify(whole), 'text/plain')).status).toBe(415)
  })

  test('closes after 300 calls a minute of one token', async () => {
    const { token } = tokenOf(await givenPerson(portal.services, 'busy', 'auditor'))
    const statuses: number[] = []
    for (let call = 0; call < 310 && !statuses.includes(429); call += 1) {
      statuses.push((await client.call('listRequests', token, { params: { pageSize: '1' } })).status)
    }
    expect(statuses).toContain(429)
  })
})
