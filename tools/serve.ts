// `npm run serve:web`, `npm run serve:signer`: the production start of one process. `npm run serve` starts both under one
// account, only when told so explicitly, because then nothing keeps the web process from the signer's keys.
import { existsSync } from 'node:fs'
import { ConfigError, parseConfig } from '#core/config/settings.ts'
import { liveAndDieTogether, type Running, SIGNER_ARGUMENTS, start } from './processes.ts'

const which = process.argv[2] ?? 'all'
const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }

function stop(sentence: string, exitCode = 78): never {
  console.error(sentence)
  process.exit(exitCode)
}

function checked<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return stop(
      `The settings are not complete. Nothing was started.\n- ${error.problems.join('\n- ')}\nAll settings: README, "Configuration".`,
    )
  }
}

if (which === 'all' && env.MIM_GMSA_ALLOW_ONE_ACCOUNT !== 'yes')
  stop(
    'Web and signer belong under two accounts: start them with `npm run serve:web` and `npm run serve:signer`. ' +
      'To run both under this one account all the same, set MIM_GMSA_ALLOW_ONE_ACCOUNT=yes.',
  )

const processes: Running[] = []
if (which !== 'web') checked(() => parseConfig('signer', env))
if (which !== 'signer') {
  const config = checked(() => parseConfig('web', env))
  if (!existsSync('.next/standalone/server.js')) stop('The portal is not built. Run `npm run build` first.')
  env.PORT = String(config.MIM_GMSA_WEB_PORT)
  env.HOSTNAME = '127.0.0.1'
  env.NEXTAUTH_URL = config.MIM_GMSA_PORTAL_URL
  env.NEXTAUTH_SECRET = config.MIM_GMSA_SESSION_SECRET
}
// After the settings, so that both kinds of mistake can be seen on any account.
if (process.getuid?.() === 0) stop('The portal does not run as root. Start it under an account of its own.')
if (which !== 'web') processes.push(start('signer', SIGNER_ARGUMENTS, env))
if (which !== 'signer') {
  processes.push(start('web', ['.next/standalone/server.js'], env))
  console.log('No people yet? Make the first administrator: npx mim-gmsa admin create --user NAME --name "Full Name"')
}
await liveAndDieTogether(processes)
