// The built portal and the signer with fresh demo data, for Playwright. Everything lives in one folder that each run makes anew.
// POST /stop and /start on the control port end and start the signer, as a test of an outage needs; /oidc/stop and /oidc/start the
// sign-in service; POST /heap writes down the heap of the web process, as a test of what it must not hold needs.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join, resolve } from 'node:path'
import { demoSettings } from './demo-settings.ts'
import { OIDC_CLIENT, startOidc } from './e2e-oidc.ts'
import { E2E_PORTS } from './e2e-ports.ts'
import { assertPortFree, type Running, SIGNER_ARGUMENTS, start, waitUntilAnswering } from './processes.ts'

const DATA = resolve('.cache/e2e')
for (const port of Object.values(E2E_PORTS)) await assertPortFree(port, 'nothing: the end-to-end tests need it')
rmSync(DATA, { recursive: true, force: true })
const base = demoSettings(DATA, E2E_PORTS)
const secretFile = join(DATA, 'oidc-secret')
writeFileSync(secretFile, OIDC_CLIENT.secret, { mode: 0o600 })
const env = {
  ...base,
  MIM_GMSA_OIDC_DISCOVERY_URL: `http://127.0.0.1:${E2E_PORTS.oidc}/.well-known/openid-configuration`,
  MIM_GMSA_OIDC_NAME: 'Contoso account',
  MIM_GMSA_OIDC_CLIENT_ID: OIDC_CLIENT.id,
  MIM_GMSA_OIDC_CLIENT_SECRET_FILE: secretFile,
  MIM_GMSA_OIDC_SCOPES: 'openid profile groups',
}
const { status } = spawnSync(process.execPath, ['tools/seed-demo.ts'], { stdio: 'inherit', env })
if (status !== 0) process.exit(status ?? 1)

const startSigner = () => start('signer', SIGNER_ARGUMENTS, env, { quiet: true })
let signer: Running | null = startSigner()
const HEAP = ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${DATA}`]
const web = start('web', [...HEAP, '.next/standalone/server.js'], env)

const startService = () => startOidc(E2E_PORTS.oidc, base.MIM_GMSA_PORTAL_URL ?? '')
let service: Server | null = await startService()

async function endService(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

async function end({ child }: Running): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** Takes a new snapshot in place of earlier ones; the process answers again when it is complete. */
async function writeHeap(): Promise<string> {
  const snapshots = () => readdirSync(DATA).filter((name) => name.endsWith('.heapsnapshot'))
  for (const name of snapshots()) rmSync(join(DATA, name))
  web.child.kill('SIGUSR2')
  while (snapshots().length === 0) await new Promise((next) => setTimeout(next, 50))
  // While it writes it may drop connections.
  await waitUntilAnswering(`http://127.0.0.1:${E2E_PORTS.web}/api/health`, web, 60_000)
  return snapshots()[0] ?? ''
}

const control = createServer(async (request, response) => {
  if (request.method === 'POST' && request.url === '/stop' && signer) {
    await end(signer)
    signer = null
  }
  if (request.method === 'POST' && request.url === '/start' && !signer) {
    signer = startSigner()
    await waitUntilAnswering(`http://127.0.0.1:${E2E_PORTS.signer}/`, signer, 30_000)
  }
  if (request.method === 'POST' && request.url === '/oidc/stop' && service) {
    await endService(service)
    service = null
  }
  if (request.method === 'POST' && request.url === '/oidc/start') service ??= await startService()
  response.end(request.url === '/heap' ? await writeHeap() : signer ? 'running' : 'stopped')
})
control.listen(E2E_PORTS.control, '127.0.0.1')

web.child.once('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (signer) await end(signer)
    await end(web)
    process.exit(0)
  })
}
