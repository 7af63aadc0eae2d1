import { type NextRequest, NextResponse } from 'next/server'
import { config as settings } from '#server/config.ts'
import { canonicalAddress } from '#server/http/canonical-address.ts'
import { contentSecurityPolicy, securityHeaders } from '#server/http/security-headers.ts'

/** Security headers only. Who may see what is asked in every page, procedure and route handler itself. */
export function proxy(request: NextRequest): NextResponse {
  const { MIM_GMSA_PORTAL_URL: portalUrl, MIM_GMSA_SIGNER_URL: signerUrl } = settings()
  const isPage = !request.nextUrl.pathname.startsWith('/api/')
  const address = isPage && canonicalAddress(request.nextUrl, request.headers.get('host'), portalUrl)
  if (address) return movedPage(address)
  const surroundings = { portalUrl, signerUrl, development: process.env.NODE_ENV === 'development' }
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const policy = contentSecurityPolicy(nonce, surroundings)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-path', `${request.nextUrl.pathname}${request.nextUrl.search}`) // where sign-in comes back to
  headers.set('Content-Security-Policy', policy) // Next reads the nonce for its own scripts here
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of Object.entries(securityHeaders(surroundings))) response.headers.set(name, value)
  return response
}

/** Next turns a `Location` on the same machine into a path, which would lead back here. */
function movedPage(address: string): NextResponse {
  const body = `The portal lives at ${address}\n`
  return new NextResponse(body, {
    status: 421,
    headers: { 'Content-Type': 'text/plain', Refresh: `0; url=${address}` },
  })
}

export const config = { matcher: '/((?!_next/static/).*)' }
