// A real OpenID Connect provider on this machine, for the end-to-end tests: whoever types a name of this table is that account.
import { once } from 'node:events'
import type { Server } from 'node:http'
import Provider from 'oidc-provider'

/** What makes trouble in Basic authentication when it is not encoded. */
export const OIDC_CLIENT = { id: 'mim-gmsa', secret: 'a+secret/with:100%&more-than-32-chars' }

const ACCOUNTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'amara@contoso.com': { name: 'Amara Okafor', groups: ['Contoso Approvers', 'Everybody'] },
  'olga@contoso.com': { name: 'Olga Petrova', groups: ['CN=MIM Auditors (Süd),DC=contoso,DC=com'] },
  'guest@contoso.com': { name: 'Guest', groups: ['Everybody'] },
  'many@contoso.com': {
    name: 'Many Groups',
    _claim_names: { groups: 'src1' },
    _claim_sources: { src1: { endpoint: 'https://graph.microsoft.com/v1.0/users/x/getMemberObjects' } },
  },
}

/** Starts it on `127.0.0.1`, another host than the portal's, as in life. */
export async function startOidc(port: number, portalUrl: string): Promise<Server> {
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      {
        client_id: OIDC_CLIENT.id,
        client_secret: OIDC_CLIENT.secret,
        redirect_uris: [`${portalUrl}/api/auth/callback/oidc`],
      },
    ],
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    claims: {
      openid: ['sub', '_claim_names', '_claim_sources'],
      profile: ['name', 'preferred_username'],
      groups: ['groups'],
    },
    findAccount: (_, sub) => {
      const known = ACCOUNTS[sub]
      return known && { accountId: sub, claims: () => ({ sub, preferred_username: sub, ...known }) }
    },
    // No question whether the portal may know the name: a company's service does not ask either.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, params, provider: own } = oidc
      const grant = new own.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' })
      grant.addOIDCScope(String(params?.scope))
      await grant.save()
      return grant
    },
    renderError: (context, out) => {
      context.type = 'text'
      context.body = JSON.stringify(out)
    },
  })
  const server = provider.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}
