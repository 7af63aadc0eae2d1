// `node tools/ensure.mjs install build browser`: brings a bare clone to where `npm start` or `npm test` can run.
// It runs before anything is installed, on whatever Node is there, so it imports nothing from npm and is plain JavaScript.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = process.cwd()
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
// `npm ci` deletes node_modules: it must not run on the Node that lives there.
const outside = {
  ...env,
  PATH: (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter),
}

function stop(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}

function run(command, args, { on = env, advice = '' } = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: on, shell: process.platform === 'win32' })
  if (status !== 0) stop(`${command} ${args.join(' ')} failed (${error?.message ?? `exit code ${status}`}). ${advice}`)
}

/** Everything that a build reads, by name, size and time: enough to know that nothing changed since the last build. */
function buildStamp() {
  const hash = createHash('sha256')
  const visit = (path) => {
    const stat = statSync(path)
    if (!stat.isDirectory()) return hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
    for (const name of readdirSync(path).sort()) if (!['bin', 'obj', 'tests'].includes(name)) visit(join(path, name))
  }
  for (const path of [
    'app',
    'server',
    'db',
    'components',
    'core',
    'crypto',
    'powershell',
    'public',
    'package-lock.json',
    'next.config.ts',
    'proxy.ts',
    'instrumentation.ts',
  ])
    if (existsSync(path)) visit(path)
  return hash.digest('hex')
}

function haveChromium() {
  const named = env.CHROMIUM
  if (named) return existsSync(named) || stop(`CHROMIUM names ${named}, which does not exist.`)
  return existsSync('/usr/bin/chromium')
}

const steps = {
  install() {
    const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
    const mark = join(root, 'node_modules', '.installed-from')
    if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
      console.log('Installing packages from the lock file …')
      run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
        on: outside,
        advice: 'Check that npm reaches its registry.',
      })
      writeFileSync(mark, wanted)
    }
    // On Linux x64 the pinned Node came with the packages; elsewhere the person's own Node must be new enough.
    const version =
      spawnSync('node', ['--version'], { encoding: 'utf8', env, shell: process.platform === 'win32' }).stdout?.trim() ??
      'no version'
    const [major, minor] = version.replace('v', '').split('.').map(Number)
    if (!(major > 24 || (major === 24 && minor >= 7)))
      stop(
        `Node ${version} is too old. Install Node 24.7 or newer from https://nodejs.org and run the same command again.`,
      )
  },
  build() {
    const mark = join('.next', 'built-from')
    const wanted = buildStamp()
    if (existsSync(mark) && existsSync('.next/standalone/server.js') && readFileSync(mark, 'utf8') === wanted) return
    console.log('Building …')
    run('node', ['tools/build.ts'])
    writeFileSync(mark, wanted)
  },
  browser() {
    if (haveChromium()) return
    if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
      console.log('Installing Chromium for the end-to-end tests …')
      run('apt-get', ['update', '-qq'], { advice: 'Install Chromium by hand and set CHROMIUM to its path.' })
      run('apt-get', ['install', '-y', '-qq', 'chromium'], {
        advice: 'Install Chromium by hand and set CHROMIUM to its path.',
      })
      return
    }
    run('npx', ['--no-install', 'playwright', 'install', 'chromium'], {
      advice: 'Install Chromium by hand and set CHROMIUM to its path.',
    })
  },
}
for (const step of process.argv.slice(2)) steps[step]()
