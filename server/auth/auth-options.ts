import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { z } from 'zod'
import { AppError } from '#core/errors/app-error.ts'
import { config } from '#server/config.ts'
import { signInByProvider } from '#server/identities/sign-in-by-provider.ts'
import { log, reportError } from '#server/log.ts'
import { services } from '#server/services.ts'
import { readSession } from '#server/session/read-session.ts'
import { MAX_SESSION_MS } from '#server/session/session-limits.ts'
import type { SessionClaim } from '#server/session/sessions.ts'
import { signIn } from '#server/session/sign-in.ts'
import { signOut } from '#server/session/sign-out.ts'
import { clientAddress } from './client-address.ts'
import { cookieValue } from './cookie-header.ts'
import { cookiesFor, sessionCookieName } from './cookies.ts'
import { OIDC_ID, oidcProvider } from './oidc-provider.ts'
import { readOidcSettings } from './oidc-settings.ts'
import { MAX_PASSPHRASE } from './passphrase-rules.ts'
import { claimOf, readClaim } from './session-claim.ts'

const credentials = z.object({
  user: z.string().min(1).max(100),
  passphrase: z
    .string()
    .min(1)
    .max(2 * MAX_PASSPHRASE),
})

/** next-auth carries the cookie; who that is and whether it still counts stands in the database. */
export function authOptions(headers: Headers): NextAuthOptions {
  const settings = config()
  const portalUrl = settings.MIM_GMSA_PORTAL_URL
  const address = clientAddress(headers.get('x-forwarded-for'), portalUrl)
  const agent = headers.get('user-agent')
  const previous = () => readClaim(cookieValue(headers.get('cookie'), sessionCookieName(portalUrl)))
  const oidc = readOidcSettings(settings)
  /** Set by `signIn` and written into the cookie by `jwt`, which next-auth calls next in the same request. */
  let opened: SessionClaim | null = null
  return {
    secret: settings.MIM_GMSA_SESSION_SECRET,
    session: { strategy: 'jwt', maxAge: MAX_SESSION_MS / 1000 },
    useSecureCookies: portalUrl.startsWith('https:'),
    cookies: cookiesFor(portalUrl),
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    logger: {
      error(code, metadata) {
        const err = errorOf(metadata)
        if (!(err instanceof SessionOver)) log().warn({ code, err }, 'next-auth')
      },
      warn: (code) => log().warn({ code }, 'next-auth'),
      debug: () => {},
    },
    providers: [
      Credentials({
        credentials: { user: {}, passphrase: {} },
        authorize: async (given) => {
          const parsed = credentials.safeParse(given)
          if (!parsed.success) return null
          const claim = await open({ ...parsed.data, address, agent, previous: await previous() })
          return claim && { id: claim.personId, token: claim.token }
        },
      }),
      ...(oidc ? [oidcProvider(oidc)] : []),
    ],
    callbacks: {
      async signIn({ account, profile }) {
        if (account?.provider !== OIDC_ID) return true
        if (!oidc || !profile) return false
        const claims = profile as Readonly<Record<string, unknown>>
        const attempt = { claims, groupsClaim: oidc.groupsClaim, address, agent, previous: await previous() }
        const answer = signInByProvider(services(), attempt)
        if (typeof answer === 'string') return `${portalUrl}/sign-in?error=${answer}`
        opened = answer
        return true
      },
      jwt({ token, user, account }) {
        if (account?.provider === OIDC_ID) {
          if (!opened) throw new SessionOver()
          return { ...opened }
        }
        if (user) return { token: user.token, personId: user.id }
        const claim = claimOf(token)
        if (!claim || !readSession(services(), claim)) throw new SessionOver()
        return { ...claim }
      },
      session: ({ session, token }) => ({ expires: session.expires, user: { id: token.personId } }),
    },
    events: {
      signOut({ token }) {
        const claim = claimOf(token)
        if (claim) signOut(services(), claim, address)
      },
    },
  }
}

/** next-auth answers an error in the `jwt` callback by removing the cookie, which is what is wanted here. */
class SessionOver extends Error {
  override readonly name = 'SessionOver'
}

/** Null for a wrong passphrase. The page gets other refusals as `error=CODE`, never their words or cause. */
async function open(attempt: Parameters<typeof signIn>[1]) {
  try {
    return await signIn(services(), attempt)
  } catch (error) {
    if (!(error instanceof AppError)) {
      reportError(error, 'sign-in')
      throw new Error('INTERNAL')
    }
    if (error.code === 'UNAUTHENTICATED') return null
    throw new Error(error.code)
  }
}

function errorOf(metadata: unknown): unknown {
  if (metadata instanceof Error) return metadata
  return typeof metadata === 'object' && metadata !== null && 'error' in metadata ? metadata.error : undefined
}

declare module 'next-auth' {
  interface User {
    id: string
    token: string
  }
  interface Session {
    user: { id: string; name?: string | null }
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    token: string
    personId: string
  }
}
