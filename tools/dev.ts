// `npm run dev`: Next's development server with hot reload, the signer beside it, demo data in .data.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { DEMO_PORTS, demoSettings } from './demo-settings.ts'
import { assertPortFree, liveAndDieTogether, SIGNER_ARGUMENTS, start } from './processes.ts'

const env = { ...demoSettings('.data', DEMO_PORTS), NODE_ENV: 'development' as const }
try {
  await assertPortFree(DEMO_PORTS.web, 'MIM_GMSA_WEB_PORT')
  await assertPortFree(DEMO_PORTS.signer, 'MIM_GMSA_SIGNER_PORT')
  await assertPortFree(DEMO_PORTS.api, 'MIM_GMSA_SIGNER_API_PORT')
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
if (!existsSync('.data/web/portal.db')) {
  const { status } = spawnSync(process.execPath, ['tools/seed-demo.ts'], { stdio: 'inherit', env })
  if (status !== 0) process.exit(status ?? 1)
}
await liveAndDieTogether([
  start('signer', SIGNER_ARGUMENTS, env),
  start(
    'web',
    ['node_modules/next/dist/bin/next', 'dev', '--port', String(DEMO_PORTS.web), '--hostname', 'localhost'],
    env,
  ),
])
