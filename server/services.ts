import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openDb } from '#db/client.ts'
import { createSignInLimits } from './auth/sign-in-limits.ts'
import { config } from './config.ts'
import type { Services } from './context.ts'

// Next bundles pages, routes and the start-up code apart: a variable of this module would exist several times.
const shared = globalThis as { mimGmsaServices?: Services }

/** The services of this process; the database is opened at the first call. */
export function services(): Services {
  shared.mimGmsaServices ??= {
    db: openDb(join(config().MIM_GMSA_DATA_DIR, 'portal.db')),
    clock: () => new Date(),
    random: (bytes) => randomBytes(bytes),
    limits: createSignInLimits(),
    groupsOf: () => [],
  }
  return shared.mimGmsaServices
}
