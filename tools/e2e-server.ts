// The built portal and the signer with fresh demo data, for Playwright. Everything lives in one folder that each run makes anew.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { demoSettings } from './demo-settings.ts'
import { E2E_PORTS } from './e2e-ports.ts'
import { assertPortFree, liveAndDieTogether, start } from './processes.ts'

for (const port of Object.values(E2E_PORTS)) await assertPortFree(port, 'nothing: the end-to-end tests need it')
rmSync('.cache/e2e', { recursive: true, force: true })
const env = demoSettings('.cache/e2e', E2E_PORTS)
const { status } = spawnSync(process.execPath, ['tools/seed-demo.ts'], { stdio: 'inherit', env })
if (status !== 0) process.exit(status ?? 1)
await liveAndDieTogether([start('signer', ['signer/main.ts'], env), start('web', ['.next/standalone/server.js'], env)])
