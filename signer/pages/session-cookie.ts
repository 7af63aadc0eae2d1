import type { IncomingMessage } from 'node:http'
import type { Session } from './session.ts'

const NAME = 'mim-gmsa-signer'

/**
 * For the pages of one plan only, so that two plans in two tabs do not disturb one another. `Lax`, because the redirect that
 * follows the portal's cross-site form would not carry a `Strict` one when portal and signer are different sites; forms are
 * protected by their exact origin and one-time token.
 */
export function sessionCookie(
  { id, signed, expiresAt }: Session,
  pagesOrigin: string,
  now: Date,
  path = `/decide/${signed.ticket.planDigest}`,
): string {
  const seconds = Math.max(0, Math.floor((expiresAt - now.getTime()) / 1000))
  const secure = pagesOrigin.startsWith('https:') ? '; Secure' : ''
  return `${NAME}=${id}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

export function readSessionId(request: IncomingMessage): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === NAME) return value
  }
  return undefined
}
