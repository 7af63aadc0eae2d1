import { z } from 'zod'

/** Who needs a setting: the portal's web process, the signer, or both. */
export type Reader = 'web' | 'signer'

interface Setting {
  readonly readers: readonly Reader[]
  readonly schema: z.ZodType
  readonly allowed: string
  readonly example: string
  readonly purpose: string
  /** Text that stands in for a missing variable; absent means the start stops without it. */
  readonly fallback?: string
}

const port = z.coerce.number().int().min(1).max(65_535)
const origin = z.string().refine(isOrigin)
const filePath = z.string().min(1).max(1000)

/** An origin: scheme, host and port, without a path; http only on this machine. */
function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  return url.origin === value && (url.protocol === 'https:' || (url.protocol === 'http:' && local))
}

const ORIGIN = 'an origin without a path; https, or http on localhost'

/** Ends as OpenID Connect Discovery 1.0, section 4 says; http only on this machine. */
function isDiscoveryUrl(value: string): boolean {
  return URL.canParse(value) && isOrigin(new URL(value).origin) && value.endsWith('/.well-known/openid-configuration')
}

/** Every environment variable that the product reads. The table of the README is tested against this object. */
export const SETTINGS = {
  MIM_GMSA_MODE: {
    readers: ['web', 'signer'],
    schema: z.enum(['demo', 'production']),
    allowed: '`demo` or `production`',
    example: 'production',
    purpose: '`demo`: self-signed DEMO key, the portal vouches for signed-in people',
    fallback: 'production',
  },
  MIM_GMSA_DATA_DIR: {
    readers: ['web'],
    schema: filePath,
    allowed: 'absolute path of a folder that only the web account can read',
    example: '/var/lib/mim-gmsa/web',
    purpose: 'holds `portal.db`',
  },
  MIM_GMSA_PORTAL_URL: {
    readers: ['web', 'signer'],
    schema: origin,
    allowed: ORIGIN,
    example: 'https://mim-gmsa.contoso.com',
    purpose: 'address of the portal as people type it',
  },
  MIM_GMSA_WEB_PORT: {
    readers: ['web'],
    schema: port,
    allowed: '1 to 65535',
    example: '3000',
    purpose: 'port of the web process on 127.0.0.1, behind a TLS reverse proxy',
    fallback: '3000',
  },
  MIM_GMSA_SESSION_SECRET: {
    readers: ['web'],
    schema: z.string().min(32).max(200),
    allowed: 'at least 32 random characters',
    example: 'output of `openssl rand -base64 48`',
    purpose: 'encrypts session cookies',
  },
  MIM_GMSA_OIDC_DISCOVERY_URL: {
    readers: ['web'],
    schema: z.union([z.literal('none'), z.string().refine(isDiscoveryUrl)]),
    allowed: '`none`, or an address that ends with `/.well-known/openid-configuration`; https, or http on localhost',
    example: 'https://login.microsoftonline.com/TENANT-ID/v2.0/.well-known/openid-configuration',
    purpose: 'sign-in with Entra ID, AD FS, Keycloak or another OpenID Connect service',
    fallback: 'none',
  },
  MIM_GMSA_OIDC_NAME: {
    readers: ['web'],
    schema: z.string().min(1).max(60),
    allowed: '1 to 60 characters',
    example: 'Contoso account',
    purpose: 'what the sign-in page calls that service',
    fallback: 'Company account',
  },
  MIM_GMSA_OIDC_CLIENT_ID: {
    readers: ['web'],
    schema: z.string().min(1).max(200),
    allowed: '`none`, or the id under which the service knows the portal',
    example: '6f1c0f4e-3c5b-4d8e-9a52-0c6f1f4a7d10',
    purpose: 'needed with a discovery address',
    fallback: 'none',
  },
  MIM_GMSA_OIDC_CLIENT_SECRET_FILE: {
    readers: ['web'],
    schema: filePath,
    allowed: '`none`, or absolute path of a file that only the web account can read',
    example: '/etc/mim-gmsa/oidc-secret',
    purpose: 'holds the client secret; needed with a discovery address',
    fallback: 'none',
  },
  MIM_GMSA_OIDC_SCOPES: {
    readers: ['web'],
    schema: z.string().regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/),
    allowed: '`openid`, then others, with one blank between',
    example: 'openid profile allatclaims',
    purpose: 'scopes that are asked for',
    fallback: 'openid profile',
  },
  MIM_GMSA_OIDC_GROUPS_CLAIM: {
    readers: ['web'],
    schema: z.string().min(1).max(200),
    allowed: 'name of a claim',
    example: 'roles',
    purpose: 'claim of ID token or userinfo that lists the person’s groups',
    fallback: 'groups',
  },
  MIM_GMSA_OIDC_SIGNING_ALGORITHM: {
    readers: ['web'],
    schema: z.enum(['RS256', 'PS256', 'ES256']),
    allowed: '`RS256`, `PS256`, `ES256`',
    example: 'RS256',
    purpose: 'how the service signs ID tokens',
    fallback: 'RS256',
  },
  MIM_GMSA_SIGNER_URL: {
    readers: ['web', 'signer'],
    schema: origin,
    allowed: `${ORIGIN}; in production another host than the portal's`,
    example: 'https://mim-gmsa-signer.contoso.com',
    purpose: 'address of the signer’s pages',
  },
  MIM_GMSA_SIGNER_PORT: {
    readers: ['signer'],
    schema: port,
    allowed: '1 to 65535',
    example: '3001',
    purpose: 'port of the signer’s pages on 127.0.0.1',
    fallback: '3001',
  },
  MIM_GMSA_SIGNER_API_PORT: {
    readers: ['web', 'signer'],
    schema: port,
    allowed: '1 to 65535',
    example: '3002',
    purpose: 'port of the signer’s API on 127.0.0.1',
    fallback: '3002',
  },
  MIM_GMSA_SIGNER_TOKEN_FILE: {
    readers: ['web', 'signer'],
    schema: filePath,
    allowed: 'absolute path of a file that both accounts can read',
    example: '/etc/mim-gmsa/signer-token',
    purpose: 'bearer token of the signer’s API',
  },
  MIM_GMSA_SIGNER_DIR: {
    readers: ['signer'],
    schema: filePath,
    allowed: 'absolute path of a folder that only the signer account can read',
    example: '/var/lib/mim-gmsa/signer',
    purpose: 'holds journal and keys',
  },
  MIM_GMSA_SIGNER_KEY_PASSPHRASE_FILE: {
    readers: ['signer'],
    schema: z.union([z.literal('none'), filePath]),
    allowed: '`none`, or the absolute path of a file that only the signer account can read, 20 characters or more',
    example: '/etc/mim-gmsa/key-passphrase',
    purpose:
      'passphrase of the signing key’s file; with `none` the systemd credential `mim-gmsa-signer-key-passphrase` is used',
    fallback: 'none',
  },
  MIM_GMSA_TIMESTAMP_URL: {
    readers: ['signer'],
    schema: z.union([z.literal('none'), z.url({ protocol: /^https?$/ })]),
    allowed: '`none`, or the address of an RFC 3161 authority',
    example: 'http://timestamp.contoso.com',
    purpose: 'stamps every signature with the time, so that it outlives its certificate',
    fallback: 'none',
  },
  MIM_GMSA_TIMESTAMP_POLICY: {
    readers: ['signer'],
    schema: z.enum(['wait', 'without']),
    allowed: '`wait` or `without`',
    example: 'wait',
    purpose: 'when the authority does not answer: try again later, or sign without a timestamp',
    fallback: 'wait',
  },
  MIM_GMSA_SMTP_URL: {
    readers: ['web'],
    schema: z.union([z.literal('none'), z.url({ protocol: /^smtps?$/ })]),
    allowed: '`none`, `smtp://host:port` or `smtps://host:port`',
    example: 'smtp://mail.contoso.com:25',
    purpose: 'mail server for notifications',
    fallback: 'none',
  },
  MIM_GMSA_SMTP_FROM: {
    readers: ['web'],
    schema: z.email().max(254),
    allowed: 'an e-mail address',
    example: 'mim-gmsa@contoso.com',
    purpose: 'sender of notifications',
    fallback: 'mim-gmsa@localhost.localdomain',
  },
  MIM_GMSA_SMTP_CREDENTIALS_FILE: {
    readers: ['web'],
    schema: filePath,
    allowed: '`none`, or absolute path of a file with `USER:PASSWORD`',
    example: '/etc/mim-gmsa/smtp-credentials',
    purpose: 'sign-in to the mail server, only over TLS',
    fallback: 'none',
  },
  MIM_GMSA_WEBHOOK_PRIVATE: {
    readers: ['web'],
    schema: z.enum(['refuse', 'allow']),
    allowed: '`refuse` or `allow`',
    example: 'allow',
    purpose: 'whether webhooks may lead to private, loopback and link-local addresses',
    fallback: 'refuse',
  },
  MIM_GMSA_ALLOW_ONE_ACCOUNT: {
    readers: ['web', 'signer'],
    schema: z.enum(['yes', 'no']),
    allowed: '`yes` or `no`',
    example: 'no',
    purpose: 'whether web and signer may run under one account; then nothing keeps the web from the keys',
    fallback: 'no',
  },
  MIM_GMSA_LOG_LEVEL: {
    readers: ['web', 'signer'],
    schema: z.enum(['debug', 'info', 'warn', 'error']),
    allowed: '`debug`, `info`, `warn`, `error`',
    example: 'info',
    purpose: 'how much is logged, as JSON lines on standard output',
    fallback: 'info',
  },
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof SETTINGS
type NamesOf<R extends Reader> = {
  [N in SettingName]: R extends (typeof SETTINGS)[N]['readers'][number] ? N : never
}[SettingName]
export type Config<R extends Reader> = { readonly [N in NamesOf<R>]: z.infer<(typeof SETTINGS)[N]['schema']> }

/** Every wrong or missing setting, one sentence each: name, what is allowed, an example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * Reads the settings of one process from environment variables.
 * Throws ConfigError that names every wrong or missing one; it never prints a value, which may be a secret.
 */
export function parseConfig<R extends Reader>(
  reader: R,
  variables: Readonly<Record<string, string | undefined>>,
): Config<R> {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const setting: Setting = SETTINGS[name]
    if (!setting.readers.includes(reader)) continue
    try {
      values[name] = parseSetting(name, variables)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return values as Config<R>
}

/** Reads one setting, for a command that needs no others. Throws ConfigError like `parseConfig`. */
export function parseSetting<N extends SettingName>(
  name: N,
  variables: Readonly<Record<string, string | undefined>>,
): z.infer<(typeof SETTINGS)[N]['schema']> {
  const setting: Setting = SETTINGS[name]
  const given = variables[name]?.trim() || setting.fallback
  const parsed = given === undefined ? undefined : setting.schema.safeParse(given)
  if (parsed?.success) return parsed.data as z.infer<(typeof SETTINGS)[N]['schema']>
  const problem = given === undefined ? 'missing' : 'wrong'
  throw new ConfigError([`${name} is ${problem}. Allowed: ${setting.allowed}. Example: ${setting.example}`])
}
