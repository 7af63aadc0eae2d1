import { type Config, parseConfig } from '#core/config/settings.ts'

let parsed: Config<'web'> | undefined

/** The settings of the web process, read once. Throws ConfigError, which names every wrong one. */
export function config(): Config<'web'> {
  if (parsed) return parsed
  const settings = parseConfig('web', process.env)
  // next-auth reads these two by itself; derived, so that there is one place to configure.
  process.env.NEXTAUTH_URL = settings.MIM_GMSA_PORTAL_URL
  process.env.NEXTAUTH_SECRET = settings.MIM_GMSA_SESSION_SECRET
  parsed = settings
  return settings
}
