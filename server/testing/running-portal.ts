import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'next-auth/jwt'
import { afterAll, vi } from 'vitest'
import { migrateDb } from '#db/client.ts'
import { sessionCookieName } from '#server/auth/cookies.ts'
import type { Services } from '#server/context.ts'
import { services } from '#server/services.ts'
import type { SessionClaim } from '#server/session/sessions.ts'

const SECRET = 'a secret of a test, long enough for it'
export const PORTAL_URL = 'http://localhost:3000'

export interface RunningPortal {
  readonly folder: string
  readonly services: Services
  /** The `Cookie` header of a browser with this session. */
  readonly cookie: (claim: SessionClaim) => Promise<string>
}

/** The services of this process on a database file, configured by variables, as the web process has them; gone after the tests. */
export function runPortal(variables: Readonly<Record<string, string>> = {}): RunningPortal {
  const folder = mkdtempSync(join(tmpdir(), 'mim-gmsa-web-'))
  const settings = {
    MIM_GMSA_DATA_DIR: folder,
    MIM_GMSA_PORTAL_URL: PORTAL_URL,
    MIM_GMSA_SESSION_SECRET: SECRET,
    MIM_GMSA_SIGNER_URL: 'http://localhost:3001',
    MIM_GMSA_SIGNER_TOKEN_FILE: join(folder, 'signer-token'),
    ...variables,
  }
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  const running = services()
  migrateDb(running.db, 'db/migrations')
  afterAll(() => {
    running.db.$client.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const cookie = async (claim: SessionClaim) =>
    `${sessionCookieName(settings.MIM_GMSA_PORTAL_URL)}=${await encode({ token: { ...claim }, secret: SECRET })}`
  return { folder, services: running, cookie }
}
