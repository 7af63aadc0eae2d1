// `npm start`: the built portal and the signer on this machine, with demo data when the data folder is new.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_PASSPHRASE, DEMO_PEOPLE, demoPart } from './demo-people.ts'
import { DEMO_PORTS, demoSettings } from './demo-settings.ts'
import { assertPortFree, liveAndDieTogether, SIGNER_ARGUMENTS, start, waitUntilAnswering } from './processes.ts'

const folder = process.env.MIM_GMSA_DEMO_DIR ?? '.data'
const ports = DEMO_PORTS

try {
  await assertPortFree(ports.web, 'MIM_GMSA_WEB_PORT')
  await assertPortFree(ports.signer, 'MIM_GMSA_SIGNER_PORT')
  await assertPortFree(ports.api, 'MIM_GMSA_SIGNER_API_PORT')
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

const env = demoSettings(folder, ports)
if (!existsSync(join(folder, 'web', 'portal.db'))) {
  console.log('Making demo people and requests …')
  const { status } = spawnSync(process.execPath, ['tools/seed-demo.ts'], { stdio: 'inherit', env })
  if (status !== 0) {
    console.error(
      'The demo data could not be made. `npm run demo:reset` clears the folder, then run `npm start` again.',
    )
    process.exit(status ?? 1)
  }
}

const signer = start('signer', SIGNER_ARGUMENTS, env, { quiet: true })
const web = start('web', ['.next/standalone/server.js'], env, { quiet: true })
const ended = liveAndDieTogether([signer, web])
await waitUntilAnswering(`http://127.0.0.1:${ports.signer}/`, signer, 30_000)
await waitUntilAnswering(`http://127.0.0.1:${ports.web}/api/health`, web, 30_000)
const people = DEMO_PEOPLE.map((person) => `  ${person.user.padEnd(20)}${demoPart(person)}`).join('\n')
console.log(`
MIM gMSA portal, DEMO:  ${env.MIM_GMSA_PORTAL_URL}
Signer's own pages:     ${env.MIM_GMSA_SIGNER_URL}

Sign in as            who; the passphrase of all is ${DEMO_PASSPHRASE}
${people}

Bundles are signed with a self-signed DEMO key: for looking, not for running. Ctrl C ends; \`npm run demo:reset\` starts over.`)
await ended
