import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { freePort } from '#crypto/testing/free-port.ts'
import { softwarePasskey } from '#crypto/testing/software-passkey.ts'
import { softwareRegistration } from '#crypto/testing/software-registration.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { Authority } from '#signer/authority.ts'
import { ROOT } from '#signer/testing/build-signer.ts'
import { callPages, ceremonyOf } from '#signer/testing/call-pages.ts'
import { signerInit } from './signer-init.ts'

// The command as it is typed on the signer's host: its console on one side, the trustees' browsers on the other.
const ORIGIN = 'https://signer.contoso.com'
const TRUSTEES = ['--trustee', 'tilda=Tilda Berg', '--trustee', 'theo=Theo Lund']
let dir: string
let port: number
beforeEach(async () => {
  dir = join(temporaryFolder(), 'signer')
  mkdirSync(dir, { mode: 0o700 })
  port = await freePort()
})

const settings = () => ({
  MIM_GMSA_MODE: 'production',
  MIM_GMSA_SIGNER_DIR: dir,
  MIM_GMSA_SIGNER_PORT: String(port),
  MIM_GMSA_SIGNER_URL: ORIGIN,
  MIM_GMSA_PORTAL_URL: 'https://portal.contoso.com',
})

function startInit(args: readonly string[]) {
  const env = { PATH: process.env.PATH, NODE_ENV: 'test' as const, ...settings() }
  const child = spawn(process.execPath, ['cli/main.ts', 'signer', 'init', ...args], { cwd: ROOT, env })
  let out = ''
  let console = ''
  const waiting: { readonly words: RegExp; readonly found: (match: RegExpExecArray) => void }[] = []
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    console += text
    for (const { words, found } of waiting) {
      const match = words.exec(console)
      if (match) found(match)
    }
  })
  const ended = new Promise<{ code: number | null; out: string; console: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, out, console })),
  )
  return {
    ended,
    type: (line: string) => child.stdin.write(`${line}\n`),
    shown: (words: RegExp) =>
      new Promise<RegExpExecArray>((found) => {
        const match = words.exec(console)
        if (match) found(match)
        else waiting.push({ words, found })
      }),
  }
}

/** A trustee at their own device: types the code of the console and makes a passkey. Yields the code that the page shows. */
async function makePasskey(person: string, code: string, synced = false): Promise<string> {
  const call = (path: string, form: Record<string, string>) => callPages(ORIGIN, port, { path, form })
  const { form, challenge } = ceremonyOf(await call('/found', { code, label: 'Key in the safe' }))
  const { credential } = softwarePasskey(person, { synced })
  const answer = JSON.stringify(softwareRegistration(credential, challenge, ORIGIN))
  const made = await call('/found/confirm', { form, answer })
  return /received: <b>([0-9a-f ]+)<\/b>/.exec(made.text)?.[1] ?? made.text
}

test('two trustees found a signer on its host, and its genesis digest is all that is printed', async () => {
  const init = startInit(TRUSTEES)
  for (const [id, name] of [
    ['tilda', 'Tilda Berg'],
    ['theo', 'Theo Lund'],
  ] as const) {
    const [, code = ''] = await init.shown(new RegExp(`${name}: ([0-9a-f-]+)\\n`))
    const shown = await makePasskey(id, code)
    await init.shown(new RegExp(`${name} made a passkey with the code ${shown}`))
    init.type('yes')
  }
  const { code, out, console } = await init.ended
  expect(code).toBe(0)
  expect(out).toMatch(/^[0-9a-f]{64}\n$/)
  expect(console).toContain('Three are better')
  const authority = new Authority({
    dir,
    root: ROOT,
    mode: 'production',
    clock: () => new Date(),
    pagesOrigin: ORIGIN,
    portalUrl: 'https://portal.contoso.com',
  })
  const { genesis, people, credentials } = authority.ledger.state
  authority.stop()
  expect(genesis).toMatchObject({ digest: out.trim(), mode: 'production', origin: ORIGIN, portalKey: null })
  expect([...people.values()].map(({ id, groups }) => [id, groups])).toEqual([
    ['tilda', ['trustees']],
    ['theo', ['trustees']],
  ])
  expect(credentials.size).toBe(2)
  const again = await startInit(TRUSTEES).ended
  expect([again.code, again.out]).toEqual([expect.any(Number), ''])
  expect(again.console).toContain('has a journal already')
}, 20_000)

test('nothing is founded when the console does not say yes, nor with a passkey that is synced', async () => {
  const swapped = startInit(TRUSTEES)
  await makePasskey('tilda', (await swapped.shown(/Tilda Berg: ([0-9a-f-]+)\n/))[1] ?? '')
  await swapped.shown(/made a passkey with the code/)
  swapped.type('no')
  expect(await swapped.ended).toMatchObject({ out: '', console: expect.stringContaining('Nothing was founded') })
  port = await freePort()
  const synced = startInit(TRUSTEES)
  await makePasskey('tilda', (await synced.shown(/Tilda Berg: ([0-9a-f-]+)\n/))[1] ?? '', true)
  await synced.shown(/Tilda Berg made a passkey/)
  synced.type('yes')
  await makePasskey('theo', (await synced.shown(/Theo Lund: ([0-9a-f-]+)\n/))[1] ?? '')
  await synced.shown(/Theo Lund made a passkey/)
  synced.type('yes')
  expect(await synced.ended).toMatchObject({ out: '', console: expect.stringContaining('stays on its device') })
}, 20_000)

test('one trustee, twice the same, a demo and the portal’s own host are refused at once', async () => {
  const io = { out: () => undefined, err: () => undefined }
  const refused = (args: readonly string[], variables = {}) =>
    signerInit([...args], io, { ...settings(), ...variables })
  await expect(refused(TRUSTEES.slice(0, 2))).rejects.toThrow('Name two trustees or more')
  await expect(refused([...TRUSTEES, ...TRUSTEES.slice(0, 2)])).rejects.toThrow('two different trustees')
  await expect(refused(TRUSTEES, { MIM_GMSA_MODE: 'demo' })).rejects.toThrow('npm start')
  const samePlace = { MIM_GMSA_PORTAL_URL: 'https://signer.contoso.com:8443' }
  await expect(refused(TRUSTEES, samePlace)).rejects.toThrow('another host name')
})
