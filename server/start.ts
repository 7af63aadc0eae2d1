import { join } from 'node:path'
import { ConfigError } from '#core/config/settings.ts'
import { migrateDb } from '#db/client.ts'
import { config } from './config.ts'
import { log } from './log.ts'
import { services } from './services.ts'

/** Runs once before the first request. A wrong setting or a database that cannot be trusted stops the process with words. */
export function start(): void {
  try {
    config()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
  migrateDb(services().db, join(process.cwd(), 'db', 'migrations'))
  log().info('database ready')
}
