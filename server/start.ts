import { join } from 'node:path'
import { ConfigError } from '#core/config/settings.ts'
import { migrateDb } from '#db/client.ts'
import { readOidcSettings } from './auth/oidc-settings.ts'
import { config } from './config.ts'
import { log, reportError } from './log.ts'
import { startOutbox } from './notifications/start-outbox.ts'
import { services } from './services.ts'
import { startBackground } from './signer-link/background.ts'
import { offThreadGenerator } from './worker/off-thread-generator.ts'

/** Runs once before the first request. A wrong setting, or a database that cannot be trusted, stops the process with words. */
export function start(): void {
  try {
    readOidcSettings(config())
    migrateDb(services().db, join(process.cwd(), 'db', 'migrations'))
    log().info('database ready')
  } catch (error) {
    process.stderr.write(`${words(error)}\n`)
    process.exit(1)
  }
  const generate = offThreadGenerator(process.cwd())
  startOutbox(services(), config(), reportError)
  startBackground({ ...services(), generate, reportError: (error, where) => reportError(error, where) })
}

function words(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  const { MIM_GMSA_DATA_DIR: folder } = config()
  const reason = error instanceof Error ? error.message : String(error)
  return `The portal cannot start: its database in ${folder} (MIM_GMSA_DATA_DIR) cannot be used. ${reason}`
}
