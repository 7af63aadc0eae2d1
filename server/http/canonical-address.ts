/**
 * Where a page that was opened under another name of this machine (127.0.0.1) really lives: cookies and form tokens belong to
 * one host. Null when all is well. Behind a reverse proxy that one knows the names; a redirect from here could go in circles.
 */
export function canonicalAddress(url: URL, host: string | null, portalUrl: string): string | null {
  const portal = new URL(portalUrl)
  if (portal.protocol !== 'http:' || host === null || host === portal.host) return null
  return `${portal.origin}${url.pathname}${url.search}`
}
