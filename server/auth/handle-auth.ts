import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import { config } from '#server/config.ts'
import { assertSameOrigin } from '#server/http/same-origin.ts'
import { authOptions } from './auth-options.ts'

interface RouteContext {
  readonly params: Promise<{ nextauth: string[] }>
}

/** `/api/auth`: signing in and out. A POST must come from a page of the portal, beside next-auth's own form token. */
export async function handleAuth(request: NextRequest, context: RouteContext): Promise<Response> {
  try {
    if (request.method === 'POST') assertSameOrigin(request.headers, config().MIM_GMSA_PORTAL_URL)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return Response.json({ message: error.userMessage }, { status: ERROR_CODES[error.code].http })
  }
  return NextAuth(request, context, authOptions(request.headers))
}
