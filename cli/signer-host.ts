import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ConfigError, parseSetting } from '#core/config/settings.ts'
import { AppError } from '#core/errors/app-error.ts'
import { Authority } from '#signer/authority.ts'
import { readPassphrase } from '#signer/keys/read-passphrase.ts'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Opens the folder of a stopped signer, with the settings of its process, runs `work` and lets it go. The folder is held by one
 * process at a time, so CONFLICT while the signer runs; BAD_INPUT names a setting that is wrong.
 */
export async function withAuthority<T>(variables: Variables, work: (authority: Authority) => Promise<T>): Promise<T> {
  const authority = open(variables)
  try {
    return await work(authority)
  } finally {
    authority.stop()
  }
}

function open(variables: Variables): Authority {
  try {
    const dir = parseSetting('MIM_GMSA_SIGNER_DIR', variables)
    if (statSync(dir, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new AppError(
        'NOT_FOUND',
        `There is no folder ${dir}. Make it first; only the signer’s account may read it.`,
      )
    }
    const keyPassphrase = readPassphrase(parseSetting('MIM_GMSA_SIGNER_KEY_PASSPHRASE_FILE', variables), variables)
    return new Authority({
      dir,
      root: fileURLToPath(new URL('..', import.meta.url)),
      mode: parseSetting('MIM_GMSA_MODE', variables),
      clock: () => new Date(),
      pagesOrigin: parseSetting('MIM_GMSA_SIGNER_URL', variables),
      portalUrl: parseSetting('MIM_GMSA_PORTAL_URL', variables),
      ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
    })
  } catch (error) {
    if (error instanceof ConfigError) throw new AppError('BAD_INPUT', error.message)
    throw error
  }
}
