// The settings of a demo on this machine: everything lives in one folder, secrets are made on first use.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export interface DemoPorts {
  readonly web: number
  readonly signer: number
  readonly api: number
}

const port = (name: string, fallback: number) => Number(process.env[name] ?? fallback)

/** Ports of a demo on this machine; the three variables move them. */
export const DEMO_PORTS: DemoPorts = {
  web: port('MIM_GMSA_WEB_PORT', 3000),
  signer: port('MIM_GMSA_SIGNER_PORT', 3001),
  api: port('MIM_GMSA_SIGNER_API_PORT', 3002),
}

function secretIn(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(36).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

/** Environment variables of both processes for a demo in `folder`; makes the folder, the session secret and the API token. */
export function demoSettings(
  folder: string,
  ports: DemoPorts,
  base: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const root = resolve(folder)
  mkdirSync(join(root, 'web'), { recursive: true, mode: 0o700 })
  const tokenFile = join(root, 'signer-token')
  secretIn(tokenFile)
  const portalUrl = `http://localhost:${ports.web}`
  return {
    ...base,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    MIM_GMSA_MODE: 'demo',
    MIM_GMSA_DATA_DIR: join(root, 'web'),
    MIM_GMSA_PORTAL_URL: portalUrl,
    MIM_GMSA_WEB_PORT: String(ports.web),
    MIM_GMSA_SESSION_SECRET: secretIn(join(root, 'session-secret')),
    MIM_GMSA_SIGNER_URL: `http://localhost:${ports.signer}`,
    MIM_GMSA_SIGNER_PORT: String(ports.signer),
    MIM_GMSA_SIGNER_API_PORT: String(ports.api),
    MIM_GMSA_SIGNER_TOKEN_FILE: tokenFile,
    MIM_GMSA_SIGNER_DIR: join(root, 'signer'),
    // What Next and next-auth read themselves; derived, so that there is one place to configure.
    PORT: String(ports.web),
    HOSTNAME: '127.0.0.1',
    NEXTAUTH_URL: portalUrl,
    NEXTAUTH_SECRET: secretIn(join(root, 'session-secret')),
  }
}
