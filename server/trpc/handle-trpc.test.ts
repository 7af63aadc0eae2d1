import { beforeAll, describe, expect, test, vi } from 'vitest'
import { people } from '#db/schema/people.ts'
import { resetPassword } from '#server/people/reset-password.ts'
import { setRoles } from '#server/people/set-roles.ts'
import { signIn } from '#server/session/sign-in.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { PORTAL_URL, runPortal } from '#server/testing/running-portal.ts'
import { handleTrpc } from './handle-trpc.ts'

const portal = runPortal()
let felix: GivenPerson
let ines: GivenPerson
let cookie: string

beforeAll(async () => {
  felix = await givenPerson(portal.services, 'felix-baum', 'administrator')
  ines = await givenPerson(portal.services, 'ines-keller', 'requester', 'administrator')
  cookie = await portal.cookie(await signIn(portal.services, { ...ines, address: null, previous: null }))
})

interface Answer {
  status: number
  data?: Record<string, unknown>
  error?: { message: string; data: Record<string, unknown> }
}

async function answer(request: Request): Promise<Answer> {
  const response = await handleTrpc(request)
  const { result, error } = (await response.json()) as { result?: { data: Answer['data'] }; error?: Answer['error'] }
  return { status: response.status, ...(result?.data ? { data: result.data } : {}), ...(error ? { error } : {}) }
}

const get = (path: string, headers: Record<string, string> = { cookie }) =>
  answer(new Request(`${PORTAL_URL}/api/trpc/${path}`, { headers }))
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  answer(
    new Request(`${PORTAL_URL}/api/trpc/${path}`, {
      method: 'POST',
      headers: { cookie, origin: PORTAL_URL, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
const newPerson = { user: 'petr-havel', name: 'Petr Havel', roles: ['requester'] }
const countPeople = () => portal.services.db.select().from(people).all().length

describe('who is calling', () => {
  test('comes from the session in the database', async () => {
    expect((await get('session.me')).data).toMatchObject({ id: ines.id, user: 'ines-keller' })
  })

  test.each([{}, { cookie: 'mim-gmsa.session=nonsense' }, { cookie: 'next-auth.session-token=x' }])(
    'is nobody with %j',
    async (headers) => {
      expect(await get('session.me', headers as Record<string, string>)).toMatchObject({
        status: 401,
        error: { data: { appCode: 'UNAUTHENTICATED' } },
      })
    },
  )

  test('a role that was taken away is gone on the next call, with the same cookie', async () => {
    expect((await get('people.list')).status).toBe(200)
    setRoles(felix.context(), { personId: ines.id, roles: ['requester'] })
    expect((await get('people.list')).status).toBe(404)
    setRoles(felix.context(), { personId: ines.id, roles: ['requester', 'administrator'] })
  })

  test('after a reset the old cookie is worth nothing', async () => {
    const amara = await givenPerson(portal.services, 'amara-okafor', 'approver')
    const hers = await portal.cookie(await signIn(portal.services, { ...amara, address: null, previous: null }))
    expect((await get('session.me', { cookie: hers })).status).toBe(200)
    await resetPassword(felix.context(), { personId: amara.id })
    expect((await get('session.me', { cookie: hers })).status).toBe(401)
  })
})

describe('a change', () => {
  test('goes through from a page of the portal', async () => {
    expect((await post('people.create', newPerson)).data).toMatchObject({ passphrase: expect.any(String) })
  })

  test.each([
    ['another origin', { origin: 'http://localhost:3001' }, 403, 'FORBIDDEN'],
    ['no origin', { origin: '' }, 403, 'FORBIDDEN'],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 400, 'BAD_INPUT'],
    ['text that is JSON', { 'content-type': 'text/plain' }, 400, 'BAD_INPUT'],
  ] as const)('with %s is refused before anything runs', async (_, headers, status, appCode) => {
    const before = countPeople()
    const refused = await post('people.create', { ...newPerson, user: 'another' }, headers as Record<string, string>)
    expect(refused).toMatchObject({ status, error: { data: { appCode, userMessage: expect.any(String) } } })
    expect(countPeople()).toBe(before)
  })

  test('by GET is refused', async () => {
    const input = encodeURIComponent(JSON.stringify({ ...newPerson, user: 'another' }))
    expect(await get(`people.create?input=${input}`)).toMatchObject({
      status: 405,
      error: { data: { appCode: 'BAD_INPUT' } },
    })
  })

  test('of more than 6 MB is refused as too large', async () => {
    expect(await post('people.create', 'x'.repeat(6_000_001))).toMatchObject({
      status: 413,
      error: { data: { appCode: 'TOO_LARGE' } },
    })
  })

  test.each(['', '{', '[1', '"\\ud800"'])('with the body %j is refused as unreadable', async (body) => {
    expect(await post('people.create', body)).toMatchObject({ status: 400, error: { data: { appCode: 'BAD_INPUT' } } })
  })

  test('with an unknown field is refused, and the field named', async () => {
    const refused = await post('people.create', { ...newPerson, user: 'another', isAdmin: true })
    expect(refused).toMatchObject({ status: 400, error: { message: expect.stringContaining('isAdmin') } })
  })
})

test('an error that nobody foresaw shows a number and no inner words; the log has both', async () => {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  portal.services.db.$client.exec('ALTER TABLE person_roles RENAME TO away')
  const failed = await get('people.list')
  portal.services.db.$client.exec('ALTER TABLE away RENAME TO person_roles')
  const logged = stdout.mock.calls.map(([text]) => String(text)).join()
  stdout.mockRestore()
  expect(failed).toMatchObject({ status: 500, error: { data: { appCode: 'INTERNAL' } } })
  expect(failed.error?.message).toMatch(/^Something in the portal failed\. The log has it under number [0-9a-f]{10}\.$/)
  const number = failed.error?.message.match(/[0-9a-f]{10}/)?.[0]
  expect(logged).toContain(`"errorId":"${number}"`)
  expect(logged).toContain('no such table')
  expect(JSON.stringify(failed)).not.toMatch(/person_roles|SELECT|no such table|\.ts:/i)
})

test('answers are kept by no cache', async () => {
  const response = await handleTrpc(new Request(`${PORTAL_URL}/api/trpc/session.me`, { headers: { cookie } }))
  expect(response.headers.get('cache-control')).toBe('no-store')
})
