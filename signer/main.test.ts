import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { statusSchema } from '#core/protocol/protocol.ts'
import { freePort } from '#crypto/testing/free-port.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { ROOT } from './testing/build-signer.ts'

const TOKEN = 'token-'.repeat(8)
let settings: Record<string, string>
beforeEach(async () => {
  const dir = temporaryFolder()
  writeFileSync(join(dir, 'token'), `${TOKEN}\n`)
  const [pages, api] = [await freePort(), await freePort()]
  settings = {
    MIM_GMSA_MODE: 'demo',
    MIM_GMSA_PORTAL_URL: 'http://localhost:3000',
    MIM_GMSA_SIGNER_URL: `http://localhost:${pages}`,
    MIM_GMSA_SIGNER_PORT: String(pages),
    MIM_GMSA_SIGNER_API_PORT: String(api),
    MIM_GMSA_SIGNER_TOKEN_FILE: join(dir, 'token'),
    MIM_GMSA_SIGNER_DIR: join(dir, 'signer'),
  }
})

/** Starts the process; `whenReady` runs after its first line and may end it. */
function run(whenReady?: (line: string, end: () => void) => Promise<void>) {
  const child = spawn(process.execPath, ['signer/main.ts'], {
    cwd: ROOT,
    env: { ...settings, NODE_ENV: 'test', PATH: process.env.PATH },
  })
  let out = ''
  let err = ''
  let told = false
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
  })
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
      if (told || !out.includes('\n')) return
      told = true
      whenReady?.(out.split('\n')[0] ?? '', () => child.kill('SIGTERM')).catch(reject)
    })
    child.once('exit', (code) => resolve({ code, out, err }))
  })
}

test('it says when it is ready, answers on both ports, and ends cleanly on SIGTERM although somebody polls', async () => {
  const headers = { Authorization: `Bearer ${TOKEN}` }
  const api = `http://127.0.0.1:${settings.MIM_GMSA_SIGNER_API_PORT}/v1`
  const { code, out } = await run(async (line, end) => {
    expect(JSON.parse(line)).toMatchObject({ message: 'ready', mode: 'demo', initialised: false })
    const status = statusSchema.parse(await (await fetch(`${api}/status`, { headers })).json())
    expect(status).toMatchObject({ initialised: false, genesis: null })
    expect((await fetch(`${settings.MIM_GMSA_SIGNER_URL}/`)).status).toBe(200)
    const poll = fetch(`${api}/journal?after=-1&wait=30`, { headers })
    await fetch(`${api}/status`, { headers })
    end()
    expect((await poll).status).toBe(200)
  })
  expect(code).toBe(0)
  expect(out).toContain('"stopped"')
})

test('missing and wrong settings are all named, and it exits with 78', async () => {
  delete settings.MIM_GMSA_SIGNER_DIR
  settings.MIM_GMSA_SIGNER_PORT = 'x'
  const { code, err } = await run()
  expect(code).toBe(78)
  expect(err).toContain('MIM_GMSA_SIGNER_DIR is missing')
  expect(err).toContain('MIM_GMSA_SIGNER_PORT is wrong')
})

test('a missing or short token is refused', async () => {
  writeFileSync(settings.MIM_GMSA_SIGNER_TOKEN_FILE ?? '', 'short')
  const { code, err } = await run()
  expect(code).toBe(78)
  expect(err).toContain('MIM_GMSA_SIGNER_TOKEN_FILE')
})

test('in production it refuses root, and the host name of the portal', async () => {
  settings.MIM_GMSA_MODE = 'production'
  const { code, err } = await run()
  expect(code).toBe(78)
  expect(err).toMatch(process.getuid?.() === 0 ? /does not run as root/ : /another host name/)
})

test('a busy port is told in words', async () => {
  const busy = createServer()
  await new Promise<void>((resolve) => busy.listen(Number(settings.MIM_GMSA_SIGNER_PORT), '127.0.0.1', resolve))
  const { code, err } = await run()
  await new Promise((resolve) => busy.close(resolve))
  expect(code).toBe(70)
  expect(err).toContain('A port can not be used')
})
