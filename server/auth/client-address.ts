import { isIP } from 'node:net'

/**
 * Where a call came from. Behind the reverse proxy (the portal's address is https) it is the last hop, which the proxy itself
 * wrote; earlier ones are the client's word. Without a proxy the portal answers on this machine only.
 */
export function clientAddress(forwardedFor: string | null, portalUrl: string): string | null {
  if (!portalUrl.startsWith('https:')) return '127.0.0.1'
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? ''
  return isIP(last) === 0 ? null : last
}
