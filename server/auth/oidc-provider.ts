import type { OAuthConfig } from 'next-auth/providers/oauth'
import { AppError } from '#core/errors/app-error.ts'
import { mergeClaims } from '#server/identities/read-claims.ts'
import type { OidcSettings } from './oidc-settings.ts'

type Claims = Readonly<Record<string, unknown>>

/** Discovery happens at each sign-in; openid-client's own 3.5 s are short for a service behind a company proxy. */
const ANSWER_MS = 10_000

export const OIDC_ID = 'oidc'

/** The sign-in service for next-auth: code flow with PKCE, state and nonce. Who that is to the portal is decided elsewhere. */
export function oidcProvider(settings: OidcSettings): OAuthConfig<Claims> {
  return {
    id: OIDC_ID,
    name: settings.name,
    type: 'oauth',
    wellKnown: settings.discoveryUrl,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    client: { id_token_signed_response_alg: settings.signingAlgorithm },
    authorization: { params: { scope: settings.scopes } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    httpOptions: { timeout: ANSWER_MS },
    userinfo: {
      // A conforming service puts most claims into userinfo only, others into the ID token only.
      async request({ client, tokens }) {
        if (!tokens.id_token) throw new AppError('UNAUTHENTICATED', 'The sign-in service sent no ID token.')
        const idToken = claimsOf(tokens.id_token)
        const hasUserinfo = typeof client.issuer.metadata.userinfo_endpoint === 'string' && tokens.access_token
        return mergeClaims(idToken, hasUserinfo ? await client.userinfo(tokens.access_token ?? '') : {}) as never
      },
    },
    profile: (claims) => ({ id: String(claims.sub), token: '' }),
  }
}

/** openid-client has verified the token before it came here. */
function claimsOf(idToken: string): Claims {
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8')) as Claims
}
