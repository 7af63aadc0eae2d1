export interface Surroundings {
  readonly portalUrl: string
  readonly signerUrl: string
  /** Next's development server needs `eval` and a web socket for hot reload. */
  readonly development: boolean
}

/**
 * The policy of every page: scripts by nonce only, forms to the portal and to the signer's pages only. Styles may be inline,
 * because toasts, dialogs and the scroll lock of the component libraries write style elements without a nonce.
 */
export function contentSecurityPolicy(nonce: string, { portalUrl, signerUrl, development }: Surroundings): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${signerUrl}`,
    "frame-ancestors 'none'",
    ...(portalUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** The other headers of every answer. */
export function securityHeaders({ portalUrl }: Surroundings): Readonly<Record<string, string>> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // The signer's page may see which portal led there; nobody else sees an address with a request's number.
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(portalUrl.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}
