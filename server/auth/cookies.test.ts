import { encode } from 'next-auth/jwt'
import { beforeAll, expect, test, vi } from 'vitest'
import { clientAddress } from './client-address.ts'
import { cookieValue } from './cookie-header.ts'
import { cookiesFor, sessionCookieName } from './cookies.ts'
import { readClaim } from './session-claim.ts'

const SECRET = 's'.repeat(40)

beforeAll(() => {
  vi.stubEnv('MIM_GMSA_DATA_DIR', '/nowhere')
  vi.stubEnv('MIM_GMSA_PORTAL_URL', 'https://portal.contoso.com')
  vi.stubEnv('MIM_GMSA_SESSION_SECRET', SECRET)
  vi.stubEnv('MIM_GMSA_SIGNER_URL', 'https://signer.contoso.com')
  vi.stubEnv('MIM_GMSA_SIGNER_TOKEN_FILE', '/nowhere/token')
})

test('over https every cookie is bound to the host and to TLS, and no script can read it', () => {
  for (const cookie of Object.values(cookiesFor('https://portal.contoso.com'))) {
    expect(cookie.name).toMatch(/^__Host-mim-gmsa\./)
    expect(cookie.options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true })
  }
})

test('on this machine without TLS the prefix, which a browser would refuse, is left out', () => {
  expect(sessionCookieName('http://localhost:3000')).toBe('mim-gmsa.session')
})

test.each([
  ['a=1; b=2', 'b', '2'],
  ['ab=1', 'b', undefined],
  ['b=x=y', 'b', 'x=y'],
  [null, 'b', undefined],
])('in the header %j the cookie %s is %j', (header, name, value) => {
  expect(cookieValue(header, name)).toBe(value)
})

test('behind the proxy the address is the one that the proxy saw, not what the client claims', () => {
  const portal = 'https://portal.contoso.com'
  expect(clientAddress('10.0.0.1, 192.0.2.7', portal)).toBe('192.0.2.7')
  expect(clientAddress('2001:db8::1', portal)).toBe('2001:db8::1')
  expect(clientAddress('192.0.2.7, <script>', portal)).toBeNull()
  expect(clientAddress(null, portal)).toBeNull()
})

test('without a proxy nobody can claim another address', () => {
  expect(clientAddress('192.0.2.7', 'http://localhost:3000')).toBe('127.0.0.1')
})

test('a session cookie is read only when this portal wrote it, unchanged, not run out', async () => {
  const claim = { token: 't', personId: 'p-1' }
  const cookie = await encode({ token: claim, secret: SECRET, maxAge: 60 })
  expect(await readClaim(cookie)).toEqual(claim)
  expect(await readClaim(`${cookie.slice(0, -2)}AA`)).toBeNull()
  expect(await readClaim(await encode({ token: claim, secret: 'x'.repeat(40) }))).toBeNull()
  expect(await readClaim(await encode({ token: claim, secret: SECRET, maxAge: -60 }))).toBeNull()
  expect(await readClaim(await encode({ token: { personId: 'p-1' } as typeof claim, secret: SECRET }))).toBeNull()
  expect(await readClaim('')).toBeNull()
})
