// Builds the portal: `next build`, then what `output: 'standalone'` leaves out. No shell, so that it runs on Windows too.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, rmSync } from 'node:fs'

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { stdio: 'inherit', env })
if (status !== 0) process.exit(status ?? 1)
cpSync('public', '.next/standalone/public', { recursive: true })
rmSync('.next/standalone/.next/static', { recursive: true, force: true })
cpSync('.next/static', '.next/standalone/.next/static', { recursive: true })
if (!existsSync('.next/standalone/server.js')) {
  console.error('next build made no .next/standalone/server.js.')
  process.exit(1)
}
