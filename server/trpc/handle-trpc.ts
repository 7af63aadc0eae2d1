import type { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { AppError } from '#core/errors/app-error.ts'
import { clientAddress } from '#server/auth/client-address.ts'
import { cookieValue } from '#server/auth/cookie-header.ts'
import { sessionCookieName } from '#server/auth/cookies.ts'
import { readClaim } from '#server/auth/session-claim.ts'
import { config } from '#server/config.ts'
import { readBody } from '#server/http/read-body.ts'
import { assertSameOrigin } from '#server/http/same-origin.ts'
import { reportError } from '#server/log.ts'
import { services } from '#server/services.ts'
import { readSession } from '#server/session/read-session.ts'
import { toTrpcError, unforeseenError } from './error-map.ts'
import { type CallContext, errorData } from './procedures.ts'
import { appRouter } from './router.ts'

/** An environment of 5 MB with what is around it. */
const MAX_BODY_BYTES = 6_000_000
const MAX_BATCH = 20

/** `/api/trpc`: queries by GET, mutations by POST of JSON from a page of the portal itself; tRPC refuses the other way round. */
export async function handleTrpc(request: Request): Promise<Response> {
  try {
    const admitted = request.method === 'POST' ? await admitPost(request) : request
    return await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: admitted,
      router: appRouter,
      maxBatchSize: MAX_BATCH,
      createContext: () => callContext(request.headers),
      responseMeta: () => ({ headers: new Headers({ 'Cache-Control': 'no-store' }) }),
    })
  } catch (error) {
    const known = error instanceof AppError ? error : unforeseenError(reportError(error, 'tRPC'))
    return refusal(toTrpcError(known), known)
  }
}

async function admitPost(request: Request): Promise<Request> {
  assertSameOrigin(request.headers, config().MIM_GMSA_PORTAL_URL)
  const [type] = request.headers.get('content-type')?.split(';') ?? []
  if (type?.trim().toLowerCase() !== 'application/json') throw new AppError('BAD_INPUT', 'The portal takes JSON only.')
  const body = await readBody(request, MAX_BODY_BYTES)
  return new Request(request.url, { method: 'POST', headers: request.headers, body, signal: request.signal })
}

async function callContext(headers: Headers): Promise<CallContext> {
  const portalUrl = config().MIM_GMSA_PORTAL_URL
  const claim = await readClaim(cookieValue(headers.get('cookie'), sessionCookieName(portalUrl)))
  return {
    services: services(),
    readActor: () => claim && readSession(services(), claim),
    address: clientAddress(headers.get('x-forwarded-for'), portalUrl),
    reportError,
  }
}

function refusal(error: TRPCError, cause: AppError): Response {
  const status = getHTTPStatusCodeFromError(error)
  const data = { code: error.code, httpStatus: status, ...errorData(cause) }
  const body = { error: { message: cause.userMessage, code: TRPC_ERROR_CODES_BY_KEY[error.code], data } }
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
}
