import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { AppError } from '#core/errors/app-error.ts'

/** UNAUTHENTICATED unless the request carries the token. Compared as digests: neither length nor content shows in the time. */
export function authorize(request: IncomingMessage, token: string): void {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const digest = (text: string) => createHash('sha256').update(text).digest()
  if (!timingSafeEqual(digest(given), digest(token))) {
    throw new AppError('UNAUTHENTICATED', 'The token of the signer’s API is missing or wrong.')
  }
}
