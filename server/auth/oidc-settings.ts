import { readFileSync } from 'node:fs'
import { type Config, ConfigError } from '#core/config/settings.ts'

export interface OidcSettings {
  readonly discoveryUrl: string
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: string
  readonly groupsClaim: string
  readonly signingAlgorithm: 'RS256' | 'PS256' | 'ES256'
}

/** The sign-in service, or null where only local accounts exist. Throws ConfigError when it is named by half. */
export function readOidcSettings(config: Config<'web'>): OidcSettings | null {
  if (config.MIM_GMSA_OIDC_DISCOVERY_URL === 'none') return null
  const problems = (['MIM_GMSA_OIDC_CLIENT_ID', 'MIM_GMSA_OIDC_CLIENT_SECRET_FILE'] as const)
    .filter((name) => config[name] === 'none')
    .map((name) => `${name} is missing. MIM_GMSA_OIDC_DISCOVERY_URL needs it.`)
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    discoveryUrl: config.MIM_GMSA_OIDC_DISCOVERY_URL,
    name: config.MIM_GMSA_OIDC_NAME,
    clientId: config.MIM_GMSA_OIDC_CLIENT_ID,
    clientSecret: readSecret(config.MIM_GMSA_OIDC_CLIENT_SECRET_FILE),
    scopes: config.MIM_GMSA_OIDC_SCOPES,
    groupsClaim: config.MIM_GMSA_OIDC_GROUPS_CLAIM,
    signingAlgorithm: config.MIM_GMSA_OIDC_SIGNING_ALGORITHM,
  }
}

function readSecret(file: string): string {
  let secret = ''
  try {
    secret = readFileSync(file, 'utf8').trim()
  } catch {}
  if (secret === '') throw new ConfigError([`MIM_GMSA_OIDC_CLIENT_SECRET_FILE: ${file} cannot be read or is empty.`])
  return secret
}
