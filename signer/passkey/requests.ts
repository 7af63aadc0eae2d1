import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { AppError } from '#core/errors/app-error.ts'
import { assertionSchema } from '#core/protocol/trust.ts'
import { hasType, readBody } from '../http/read-body.ts'
import type { PagesContext } from '../pages/context.ts'
import type { Visit } from './ceremonies.ts'

const MAX_FORM_BYTES = 65_536
const COOKIE = 'mim-gmsa-signer-visit'

/** A form of this signer's own pages: its exact origin, its media type. */
export async function readForm(
  { authority }: Pick<PagesContext, 'authority'>,
  request: IncomingMessage,
  maxBytes = MAX_FORM_BYTES,
): Promise<URLSearchParams> {
  if (request.headers.origin !== authority.options.pagesOrigin) {
    throw new AppError('FORBIDDEN', 'This form did not come from the signer’s own page.', {
      message: `origin ${request.headers.origin}`,
    })
  }
  if (!hasType(request, 'application/x-www-form-urlencoded')) throw new AppError('BAD_INPUT', 'The form is malformed.')
  return new URLSearchParams((await readBody(request, maxBytes)).toString('utf8'))
}

/** An answer of the authenticator, as the script of the page writes it. */
export function readAnswer<T>(form: URLSearchParams, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(form.get('answer') ?? ''))
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'No answer of a passkey came along. Press the button again.', { cause })
  }
}

export const assertedSchema = assertionSchema.extend({ id: z.string().max(1024) })
export const createdSchema = z.strictObject({
  id: z.string().max(1024),
  clientDataJSON: z.string().max(4000),
  attestationObject: z.string().max(20_000),
})

export function visitCookie({ id, expiresAt }: Visit, pagesOrigin: string, now: Date): string {
  const seconds = Math.max(0, Math.floor((expiresAt - now.getTime()) / 1000))
  const secure = pagesOrigin.startsWith('https:')
  return `${secure ? '__Host-' : ''}${COOKIE}=${id}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

export function visitId(request: IncomingMessage): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === COOKIE || name === `__Host-${COOKIE}`) return value
  }
  return undefined
}
