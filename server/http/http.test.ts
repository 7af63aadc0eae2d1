import { expect, test } from 'vitest'
import { canonicalAddress } from './canonical-address.ts'
import { readBody } from './read-body.ts'
import { assertSameOrigin } from './same-origin.ts'
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts'

const surroundings = {
  portalUrl: 'https://portal.contoso.com',
  signerUrl: 'https://signer.contoso.com',
  development: false,
}
const directives = (policy: string) =>
  new Map(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]))

test('scripts run by nonce only; forms go to the portal and the signer; nobody frames a page', () => {
  const policy = directives(contentSecurityPolicy('abc', surroundings))
  expect(policy.get('script-src')).toBe("'self' 'nonce-abc' 'strict-dynamic'")
  expect(policy.get('form-action')).toBe("'self' https://signer.contoso.com")
  expect(policy.get('frame-ancestors')).toBe("'none'")
  expect(policy.get('base-uri')).toBe("'none'")
  expect(policy.get('object-src')).toBe("'none'")
  expect(policy.get('connect-src')).toBe("'self'")
})

test('only development may evaluate text and open sockets', () => {
  const policy = contentSecurityPolicy('abc', { ...surroundings, development: true })
  expect(policy).toContain("'unsafe-eval'")
  expect(contentSecurityPolicy('abc', surroundings)).not.toMatch(/unsafe-eval|ws:/)
})

test('TLS is demanded for good where the portal has it, and not on this machine', () => {
  expect(securityHeaders(surroundings)['Strict-Transport-Security']).toContain('max-age=31536000')
  const local = { ...surroundings, portalUrl: 'http://localhost:3000' }
  expect(securityHeaders(local)).not.toHaveProperty('Strict-Transport-Security')
  expect(contentSecurityPolicy('abc', local)).not.toContain('upgrade-insecure-requests')
})

test.each([
  'https://portal.contoso.com.evil.example',
  'http://portal.contoso.com',
  'https://portal.contoso.com:8443',
  'null',
])('a POST from %s is refused', (origin) => {
  const check = () => assertSameOrigin(new Headers({ origin }), surroundings.portalUrl)
  expect(check).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
})

test('a POST without an origin is refused, one from the portal is not', () => {
  expect(() => assertSameOrigin(new Headers(), surroundings.portalUrl)).toThrow()
  expect(() => assertSameOrigin(new Headers({ origin: surroundings.portalUrl }), surroundings.portalUrl)).not.toThrow()
})

test('a page opened under another name of this machine is led home with its path', () => {
  const url = new URL('http://localhost:3000/requests?page=2')
  const portal = 'http://localhost:3000'
  expect(canonicalAddress(url, '127.0.0.1:3000', portal)).toBe('http://localhost:3000/requests?page=2')
  expect(canonicalAddress(url, 'localhost:3000', portal)).toBeNull()
  expect(canonicalAddress(url, '127.0.0.1:3000', surroundings.portalUrl)).toBeNull()
})

test('a body is read up to the limit and refused beyond it, also without a length header', async () => {
  const stream = (bytes: number) =>
    new Request('http://localhost/', {
      method: 'POST',
      body: new Blob(['x'.repeat(bytes)]).stream(),
      duplex: 'half',
    } as RequestInit)
  expect((await readBody(stream(1000), 1000)).length).toBe(1000)
  await expect(readBody(stream(1001), 1000)).rejects.toMatchObject({ code: 'TOO_LARGE' })
})
