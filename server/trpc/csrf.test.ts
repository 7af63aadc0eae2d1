import { beforeAll, describe, expect, test } from 'vitest'
import { ROLES } from '#core/workflow/states.ts'
import { signIn } from '#server/session/sign-in.ts'
import { dump } from '#server/testing/dump.ts'
import { givenPerson } from '#server/testing/given-person.ts'
import { PORTAL_URL, runPortal } from '#server/testing/running-portal.ts'
import { handleTrpc } from './handle-trpc.ts'
import { appRouter } from './router.ts'

// What a page of another site can make the browser of a signed-in person send, to every procedure that changes something.
const portal = runPortal()
let cookie = ''
let before: ReturnType<typeof dump>

beforeAll(async () => {
  const everything = await givenPerson(portal.services, 'everything', ...ROLES)
  cookie = await portal.cookie(await signIn(portal.services, { ...everything, address: null, previous: null }))
  before = dump(portal.services.db)
})

const mutations = Object.entries(appRouter._def.procedures)
  .filter(([, procedure]) => (procedure as unknown as { _def: { type: string } })._def.type === 'mutation')
  .map(([path]) => path)

const JSON_TYPE = { 'content-type': 'application/json' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }
const OWN = { origin: PORTAL_URL }
const FORGED: readonly (readonly [string, number, RequestInit & { headers: Record<string, string> }])[] = [
  ['a link or an image', 405, { method: 'GET', headers: {} }],
  [
    'a script of another site',
    403,
    { method: 'POST', headers: { ...JSON_TYPE, origin: 'https://evil.example' }, body: '{}' },
  ],
  [
    'the same host on another port',
    403,
    { method: 'POST', headers: { ...JSON_TYPE, origin: 'http://localhost:3999' }, body: '{}' },
  ],
  ['a frame without an origin', 403, { method: 'POST', headers: { ...JSON_TYPE, origin: 'null' }, body: '{}' }],
  ['a program without an origin', 403, { method: 'POST', headers: JSON_TYPE, body: '{}' }],
  [
    'a form of another site',
    403,
    { method: 'POST', headers: { ...FORM_TYPE, origin: 'https://evil.example' }, body: 'a=1' },
  ],
  ['a form of the portal itself', 400, { method: 'POST', headers: { ...FORM_TYPE, ...OWN }, body: 'a=1' }],
  ['JSON that says it is text', 400, { method: 'POST', headers: { 'content-type': 'text/plain', ...OWN }, body: '{}' }],
  ['another method', 405, { method: 'PUT', headers: { ...JSON_TYPE, ...OWN }, body: '{}' }],
]

describe.each(FORGED)('%s', (_, status, init) => {
  test.each(mutations)('does not reach %s', async (path) => {
    const headers = { ...init.headers, cookie }
    const url = `${PORTAL_URL}/api/trpc/${path}${init.method === 'GET' ? '?input=%7B%7D' : ''}`
    const response = await handleTrpc(new Request(url, { ...init, headers }))
    expect(response.status).toBe(status)
    expect(dump(portal.services.db)).toEqual(before)
  })
})
