// The signer process: its API and its pages, each on its own port of the loopback address.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Config, ConfigError, parseConfig } from '#core/config/settings.ts'
import { AppError } from '#core/errors/app-error.ts'
import { expiryWarning } from '#core/keys/expiry.ts'
import { folderProblem } from './accounts/folder-access.ts'
import { startApi } from './api/api-server.ts'
import { Authority } from './authority.ts'
import { signerProcess } from './create-signer.ts'
import { readPassphrase } from './keys/read-passphrase.ts'
import { startPages } from './pages/pages-server.ts'
import { signerStatus } from './signer-status.ts'

const EXIT_CONFIG = 78
const MIN_TOKEN_CHARACTERS = 32

function stopWith(sentence: string, exitCode = EXIT_CONFIG): never {
  console.error(sentence)
  process.exit(exitCode)
}

function readConfig(): Config<'signer'> {
  try {
    return parseConfig('signer', process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return stopWith(`The signer does not start. Its settings are not complete:\n- ${error.problems.join('\n- ')}`)
  }
}

function readToken(path: string): string {
  const token = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  if (token.length < MIN_TOKEN_CHARACTERS) {
    stopWith(
      `The signer does not start. MIM_GMSA_SIGNER_TOKEN_FILE must name a readable file with at least ${MIN_TOKEN_CHARACTERS} random characters, e.g. made by \`openssl rand -base64 48\`.`,
    )
  }
  return token
}

function checkAccounts(config: Config<'signer'>): void {
  const uid = process.getuid?.()
  if (config.MIM_GMSA_MODE !== 'production' || config.MIM_GMSA_ALLOW_ONE_ACCOUNT === 'yes' || uid === undefined) return
  if (!existsSync(config.MIM_GMSA_SIGNER_DIR)) return
  const problem = folderProblem(config.MIM_GMSA_SIGNER_DIR, fileURLToPath(new URL('..', import.meta.url)), uid)
  if (problem !== null) stopWith(`The signer does not start. ${problem}`)
}

// In production another host: cookies and passkeys of one host are shared by all its ports.
function checkHosts(config: Config<'signer'>): void {
  if (config.MIM_GMSA_MODE !== 'production') return
  if (process.getuid?.() === 0) stopWith('The signer does not run as root. Start it under an account of its own.')
  if (new URL(config.MIM_GMSA_PORTAL_URL).hostname === new URL(config.MIM_GMSA_SIGNER_URL).hostname) {
    stopWith('The signer does not start. MIM_GMSA_SIGNER_URL must have another host name than MIM_GMSA_PORTAL_URL.')
  }
}

function openAuthority(config: Config<'signer'>): Authority {
  try {
    const keyPassphrase = readPassphrase(config.MIM_GMSA_SIGNER_KEY_PASSPHRASE_FILE, process.env)
    return new Authority({
      ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
      dir: config.MIM_GMSA_SIGNER_DIR,
      root: fileURLToPath(new URL('..', import.meta.url)),
      mode: config.MIM_GMSA_MODE,
      clock: () => new Date(),
      pagesOrigin: config.MIM_GMSA_SIGNER_URL,
      portalUrl: config.MIM_GMSA_PORTAL_URL,
      oneAccount: config.MIM_GMSA_MODE === 'production' && config.MIM_GMSA_ALLOW_ONE_ACCOUNT === 'yes',
      ...(config.MIM_GMSA_TIMESTAMP_URL === 'none'
        ? {}
        : { timestamps: { url: config.MIM_GMSA_TIMESTAMP_URL, policy: config.MIM_GMSA_TIMESTAMP_POLICY } }),
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return stopWith(`The signer does not start. ${error.userMessage}`, 70)
  }
}

const LEVELS = ['debug', 'info', 'warn', 'error']

const config = readConfig()
checkHosts(config)
checkAccounts(config)
const token = readToken(config.MIM_GMSA_SIGNER_TOKEN_FILE)
const log = (event: Readonly<Record<string, unknown>>) => {
  const level = typeof event.level === 'string' ? event.level : 'info'
  if (LEVELS.indexOf(level) < LEVELS.indexOf(config.MIM_GMSA_LOG_LEVEL)) return
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, process: 'signer', ...event })}\n`)
}
const authority = openAuthority(config)
const signer = signerProcess(authority)
const refuseOwnAccount = config.MIM_GMSA_MODE === 'production' && config.MIM_GMSA_ALLOW_ONE_ACCOUNT === 'no'
const listeners = await Promise.all([
  startApi({ api: signer, token, port: config.MIM_GMSA_SIGNER_API_PORT, log, refuseOwnAccount }),
  startPages({ authority, port: config.MIM_GMSA_SIGNER_PORT, log }),
]).catch((error: NodeJS.ErrnoException) =>
  stopWith(`The signer does not start. A port can not be used: ${error.message}`, 70),
)

const { initialised, genesis, journalSize, certificateSha256 } = signerStatus(authority)
log({
  message: 'ready',
  mode: config.MIM_GMSA_MODE,
  pages: config.MIM_GMSA_SIGNER_URL,
  apiPort: config.MIM_GMSA_SIGNER_API_PORT,
  initialised,
  genesis,
  journalSize,
  certificateSha256,
})

const WARN_EVERY_MS = 24 * 3_600_000
const warnOfExpiry = () => {
  const warning = authority.key && expiryWarning(authority.key.notAfter.toISOString(), new Date())
  if (warning) log({ level: 'warn', message: warning.sentence, stage: warning.stage, daysLeft: warning.daysLeft })
}
warnOfExpiry()
setInterval(warnOfExpiry, WARN_EVERY_MS).unref()

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    authority.ledger.journal.stopWaiting()
    Promise.all(listeners.map((listener) => listener.stop())).then(() => {
      authority.stop()
      log({ message: 'stopped' })
      process.exit(0)
    })
  })
}
