import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import { clientAddress } from '#server/auth/client-address.ts'
import { cookieValue } from '#server/auth/cookie-header.ts'
import { sessionCookieName } from '#server/auth/cookies.ts'
import { readClaim } from '#server/auth/session-claim.ts'
import { config } from '#server/config.ts'
import type { UseCaseContext } from '#server/context.ts'
import { reportError } from '#server/log.ts'
import { services } from '#server/services.ts'
import { readSession } from '#server/session/read-session.ts'

export interface Download {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** What a route handler hands out to a signed-in person: a file, or a sentence why not. Strangers are led to the sign-in page. */
export async function handOut(
  request: Request,
  type: string,
  make: (context: UseCaseContext) => Download | Promise<Download>,
): Promise<Response> {
  try {
    const context = await callContext(request.headers)
    if (!context)
      return new Response(null, { status: 303, headers: { Location: '/sign-in', 'Cache-Control': 'no-store' } })
    return fileResponse(await make(context), type)
  } catch (error) {
    return refusal(error)
  }
}

async function callContext(headers: Headers): Promise<UseCaseContext | null> {
  const portalUrl = config().MIM_GMSA_PORTAL_URL
  const claim = await readClaim(cookieValue(headers.get('cookie'), sessionCookieName(portalUrl)))
  const actor = claim && readSession(services(), claim)
  if (!actor) return null
  return { ...services(), actor, address: clientAddress(headers.get('x-forwarded-for'), portalUrl) }
}

export function fileResponse({ fileName, bytes }: Download, type: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Length': String(bytes.length),
      // Request ids, revisions, targets and names of scripts are letters, digits, dots and dashes.
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

function refusal(error: unknown): Response {
  const known = error instanceof AppError ? error : null
  const foreseen = known !== null && known.code !== 'INTERNAL'
  const number = foreseen ? '' : ` The log has the reason under number ${reportError(error, 'download')}.`
  return new Response(`${known?.userMessage ?? 'The file can not be handed out.'}${number}`, {
    status: ERROR_CODES[known?.code ?? 'INTERNAL'].http,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
