import type { ServerResponse } from 'node:http'

/**
 * `same-origin` and not `no-referrer`: with the latter a browser sends `Origin: null` with our own forms, and the exact check of the
 * origin could not tell them from strangers.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cache-Control': 'no-store',
}

export interface Reply {
  readonly status: number
  readonly type: string
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

export const page = (markup: string, status = 200): Reply => ({
  status,
  type: 'text/html; charset=utf-8',
  body: markup,
})

/** See Other: the browser goes on with GET, so that reloading repeats nothing. */
export const seeOther = (location: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 303,
  type: 'text/plain; charset=utf-8',
  body: '',
  headers: { ...headers, Location: location },
})

export function respond(response: ServerResponse, reply: Reply, secure: boolean): void {
  const body = Buffer.from(reply.body as Uint8Array)
  if (reply.status >= 400) response.setHeader('Connection', 'close')
  response.writeHead(reply.status, {
    ...HEADERS,
    ...(secure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
    'Content-Type': reply.type,
    'Content-Length': body.length,
    ...reply.headers,
  })
  response.end(body)
}
