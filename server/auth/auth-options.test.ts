import type { CredentialsConfig } from 'next-auth/providers/credentials'
import { beforeAll, expect, test } from 'vitest'
import { sessions } from '#db/schema/sessions.ts'
import { readEvents } from '#server/audit/read-events.ts'
import { readSession } from '#server/session/read-session.ts'
import type { SessionClaim } from '#server/session/sessions.ts'
import { type GivenPerson, givenPerson } from '#server/testing/given-person.ts'
import { runPortal } from '#server/testing/running-portal.ts'
import { authOptions } from './auth-options.ts'

const portal = runPortal()
let ines: GivenPerson

beforeAll(async () => {
  ines = await givenPerson(portal.services, 'ines-keller', 'requester')
})

async function authorize(credentials: object, headers: Record<string, string> = {}) {
  const [provider] = authOptions(new Headers(headers)).providers
  const { authorize: call } = (provider as CredentialsConfig & { options: CredentialsConfig }).options
  return (await call(credentials as never, {} as never)) as ({ id: string } & Pick<SessionClaim, 'token'>) | null
}
const jwt = (input: object) => authOptions(new Headers()).callbacks?.jwt?.(input as never)
const typed = () => ({ user: ines.user, passphrase: ines.passphrase, csrfToken: 'x', json: 'true' })

test('the cookie carries a session and a person, nothing else', async () => {
  const user = await authorize(typed())
  expect(await jwt({ token: { name: 'Ines', email: 'i@example.com', sub: 'x' }, user })).toEqual({
    token: user?.token,
    personId: ines.id,
  })
})

test('a session that ended makes next-auth take its cookie back', async () => {
  const user = await authorize(typed())
  const token = { token: user?.token, personId: ines.id, iat: 1, exp: 2, jti: 'x' }
  expect(await jwt({ token })).toEqual({ token: user?.token, personId: ines.id })
  portal.services.db.delete(sessions).run()
  await expect((async () => jwt({ token }))()).rejects.toThrow()
  await expect((async () => jwt({ token: { sub: 'x' } }))()).rejects.toThrow()
})

test('the page’s session names the person by id only', async () => {
  const session = authOptions(new Headers()).callbacks?.session
  const given = { session: { expires: 'soon', user: { name: 'Ines' } }, token: { token: 't', personId: ines.id } }
  expect(await session?.(given as never)).toEqual({ expires: 'soon', user: { id: ines.id } })
})

test('a wrong passphrase gives no reason; too many attempts give a code and no words', async () => {
  const wrong = { ...typed(), passphrase: 'wrong wrong wrong' }
  for (let index = 0; index < 10; index += 1) expect(await authorize(wrong)).toBeNull()
  await expect(authorize(wrong)).rejects.toThrow(/^TOO_MANY$/)
})

test.each([{}, { user: 'ines-keller' }, { user: 'x'.repeat(101), passphrase: 'y' }, { user: 1, passphrase: 2 }])(
  'a form like %j is refused before anything is looked up',
  async (credentials) => {
    const before = readEvents(portal.services.db, undefined, 1)[0]?.seq
    expect(await authorize(credentials)).toBeNull()
    expect(readEvents(portal.services.db, undefined, 1)[0]?.seq).toBe(before)
  },
)

test('signing in replaces the session of the same browser, signing out ends it', async () => {
  const amara = await givenPerson(portal.services, 'amara-okafor', 'approver')
  const credentials = { user: amara.user, passphrase: amara.passphrase }
  const open = async (headers = {}): Promise<SessionClaim> => {
    const user = await authorize(credentials, headers)
    return { token: user?.token ?? '', personId: amara.id }
  }
  const first = await open()
  const second = await open({ cookie: await portal.cookie(first) })
  expect(readSession(portal.services, first)).toBeNull()
  await authOptions(new Headers()).events?.signOut?.({ token: second } as never)
  expect(readSession(portal.services, second)).toBeNull()
  expect(readEvents(portal.services.db, undefined, 1)[0]).toMatchObject({
    kind: 'session.ended',
    actor: { id: amara.id },
    address: '127.0.0.1',
  })
})
