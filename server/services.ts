import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openDb } from '#db/client.ts'
import { createSignInLimits } from './auth/sign-in-limits.ts'
import { config } from './config.ts'
import type { Services } from './context.ts'
import { createSignerLink, type DrivenLink } from './signer-link/create-signer-link.ts'
import { httpSigner } from './signer-link/http-signer.ts'
import { readGroups } from './signer-link/read-journal.ts'

/** The services with the link as the background drives it. */
export interface ProcessServices extends Services {
  readonly signer: DrivenLink
}

// Next bundles pages, routes and the start-up code apart: a variable of this module would exist several times.
const shared = globalThis as { mimGmsaServices?: ProcessServices }

/** The services of this process; the database is opened at the first call. */
export function services(): ProcessServices {
  shared.mimGmsaServices ??= createServices()
  return shared.mimGmsaServices
}

function createServices(): ProcessServices {
  const settings = config()
  const base = {
    db: openDb(join(settings.MIM_GMSA_DATA_DIR, 'portal.db')),
    clock: () => new Date(),
    random: (bytes: number): Uint8Array => randomBytes(bytes),
  }
  return {
    ...base,
    limits: createSignInLimits(),
    groupsOf: (personId) => readGroups(base.db, personId),
    signer: createSignerLink({
      ...base,
      api: httpSigner({ port: settings.MIM_GMSA_SIGNER_API_PORT, tokenFile: settings.MIM_GMSA_SIGNER_TOKEN_FILE }),
      mode: settings.MIM_GMSA_MODE,
      pagesUrl: settings.MIM_GMSA_SIGNER_URL,
    }),
  }
}
