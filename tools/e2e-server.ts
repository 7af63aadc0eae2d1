// The built portal and the signer with fresh demo data, for Playwright. Everything lives in one folder that each run makes anew.
// POST /stop and /start on the control port end and start the signer, as a test of an outage needs.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { demoSettings } from './demo-settings.ts'
import { E2E_PORTS } from './e2e-ports.ts'
import { assertPortFree, type Running, start, waitUntilAnswering } from './processes.ts'

for (const port of Object.values(E2E_PORTS)) await assertPortFree(port, 'nothing: the end-to-end tests need it')
rmSync('.cache/e2e', { recursive: true, force: true })
const env = demoSettings('.cache/e2e', E2E_PORTS)
const { status } = spawnSync(process.execPath, ['tools/seed-demo.ts'], { stdio: 'inherit', env })
if (status !== 0) process.exit(status ?? 1)

const startSigner = () => start('signer', ['signer/main.ts'], env, { quiet: true })
let signer: Running | null = startSigner()
const web = start('web', ['.next/standalone/server.js'], env)

async function end({ child }: Running): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
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
  response.end(signer ? 'running' : 'stopped')
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
