import type { CookiesOptions } from 'next-auth'

/** `__Host-` binds a cookie to this host and to TLS; a browser takes it over https only. */
export function cookiesFor(portalUrl: string): Partial<CookiesOptions> {
  const secure = portalUrl.startsWith('https:')
  const cookie = (name: string) => ({
    name: `${secure ? '__Host-' : ''}mim-gmsa.${name}`,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  })
  return {
    sessionToken: cookie('session'),
    csrfToken: cookie('csrf'),
    callbackUrl: cookie('callback'),
    // For the minutes at the sign-in service; `lax`, because its answer comes as a link from there.
    pkceCodeVerifier: cookie('pkce'),
    state: cookie('state'),
    nonce: cookie('nonce'),
  }
}

export const sessionCookieName = (portalUrl: string): string => cookiesFor(portalUrl).sessionToken?.name ?? ''
