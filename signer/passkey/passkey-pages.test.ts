import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSecret } from '#crypto/cms-envelope/seal-secret.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { envelopeKey, makeEncryptionCertificate } from '#crypto/testing/encryption-certificate.ts'
import { freePort } from '#crypto/testing/free-port.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { Authority } from '../authority.ts'
import { signerProcess } from '../create-signer.ts'
import type { Listener } from '../http/listen.ts'
import { createDemoKey } from '../keys/signing-key.ts'
import { startPages } from '../pages/pages-server.ts'
import { ACCOUNT, buildOrder, SECRET, HOST as SECRET_HOST } from '../secrets/testing.ts'
import { type Desk, deskOf, hasChromium, launchChromium } from '../testing/browser-people.ts'
import { buildInput, buildSubmission, POLICY, ROOT } from '../testing/build-signer.ts'
import { callPages, ceremonyOf } from '../testing/call-pages.ts'
import { foundSigner } from './founding.ts'

// One story in real Chromium: founding, people, passkeys, a policy, decisions, a hostile portal, a revocation. Each step stands on the
// one before, as it does in life.
const PASSPHRASE = 'correct horse battery staple'
const HOST = 'signer.mim.localhost'
let browser: Browser
let authority: Authority
let listener: Listener
let origin = ''
let plan = ''
const desks = new Map<string, Desk>()
const at = async (person: string): Promise<Page> => {
  const desk = desks.get(person) ?? (await deskOf(browser))
  desks.set(person, desk)
  return desk.page
}
const now = () => new Date()

const send = (path: string, cookie: string, form?: Record<string, string>) =>
  callPages(origin, Number(new URL(origin).port), { path, cookie, ...(form ? { form } : {}) })

/** Signs in where the signer asks for it. */
async function open(person: string, path: string): Promise<Page> {
  const page = await at(person)
  await page.goto(`${origin}${path}`)
  const button = page.getByRole('button', { name: 'Use my passkey' })
  if (await button.isVisible()) {
    await button.click()
    await page.waitForURL(`${origin}${path}`)
  }
  return page
}

async function makePasskey(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByText('Note the code, then send it').waitFor()
  const code = (await page.locator('[data-code]').textContent()) ?? ''
  await page.getByRole('button', { name: 'Send it to the signer' }).click()
  return code
}

/** The first trustee proposes and reads the code; the second types it. */
async function agree(first: string, second: string, fill: (page: Page) => Promise<void>): Promise<void> {
  const one = await open(first, '/trust')
  await fill(one)
  const code = (await one.locator('.note b').textContent()) ?? ''
  await one.getByRole('button', { name: 'Agree with my passkey' }).click()
  await one.getByRole('heading', { name: 'You agreed' }).waitFor()
  await agreeWithCode(second, code)
}

async function agreeWithCode(trustee: string, code: string): Promise<void> {
  const page = await open(trustee, '/trust')
  await page.locator('main ul').first().getByRole('link').last().click()
  await page.getByLabel('Code on the other screen').fill(code)
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('button', { name: 'Agree with my passkey' }).click()
  await page.getByRole('heading', { name: /The change is made|You agreed/ }).waitFor()
}

async function decide(person: string, verb: string): Promise<Page> {
  const page = await open(person, `/decide/${plan}`)
  await page.getByRole('button', { name: verb, exact: true }).click()
  await page.getByRole('button', { name: `${verb} with my passkey` }).click()
  return page
}

describe.runIf(hasChromium)('passkeys in a real browser', () => {
  beforeAll(async () => {
    browser = await launchChromium()
    const port = await freePort()
    origin = `http://${HOST}:${port}`
    const options = {
      dir: temporaryFolder(),
      root: ROOT,
      mode: 'production' as const,
      clock: now,
      keyPassphrase: PASSPHRASE,
      pagesOrigin: origin,
      portalUrl: 'http://portal.mim.localhost:1',
    }
    authority = new Authority(options)
    const codes = new Map<string, string>()
    const shown: string[] = []
    const founding = foundSigner({
      authority,
      port,
      trustees: ['tilda', 'theo', 'tara'].map((id) => ({ id, name: id })),
      say: (line) => {
        const [name = '', code = ''] = line.split(': ')
        codes.set(name, code)
      },
      confirm: async (question) => shown.some((code) => question.includes(code)),
    })
    await new Promise((resolve) => setImmediate(resolve))
    for (const id of ['tilda', 'theo', 'tara']) {
      const page = await at(id)
      await page.goto(`${origin}/found`)
      await page.getByLabel('Your code from the console').fill(codes.get(id) ?? '')
      await page.getByLabel('Name of this passkey').fill(`key of ${id}`)
      await page.getByRole('button', { name: 'Go on' }).click()
      await page.getByRole('button', { name: 'Make a passkey' }).click()
      await page.getByText('Note the code, then send it').waitFor()
      shown.push((await page.locator('[data-code]').textContent()) ?? '')
      await page.getByRole('button', { name: 'Send it to the signer' }).click()
      if (id !== 'tara') await page.getByRole('heading', { name: 'The passkey is made' }).waitFor()
    }
    await founding
    authority.key = await createDemoKey(options.dir, now(), randomBytes, PASSPHRASE)
    const { certificateSha256, notAfter } = authority.key
    authority.ledger.append({ kind: 'key', certificateSha256, notAfter: notAfter.toISOString(), retires: null })
    listener = await startPages({ authority, port, log: (event) => console.error(event) })
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await listener?.stop()
    authority?.stop()
  })

  test('the genesis holds three trustees, and a one-time code is used up', () => {
    expect([...authority.ledger.state.people.keys()]).toEqual(['tilda', 'theo', 'tara'])
    expect(authority.ledger.state.credentials.size).toBe(3)
  })

  test('two trustees add people; each enrols a passkey whose code two trustees compare', async () => {
    for (const [id, groups] of [
      ['ines', ''],
      ['tomas', 'directory-operations'],
      ['amara', 'information-security'],
    ] as const) {
      await agree('tilda', 'theo', async (page) => {
        await page.getByLabel('Id, as in the portal').fill(id)
        await page.getByLabel('Name', { exact: true }).fill(id)
        await page.getByLabel('Groups, with commas between').fill(groups)
        await page.locator('form[aria-labelledby=add-person]').getByRole('button', { name: 'Propose' }).click()
      })
      const page = await at(id)
      await page.goto(`${origin}/enrol`)
      await page.getByLabel('Your id').fill(id)
      await page.getByLabel('Name of this passkey').fill(`key of ${id}`)
      await page.getByRole('button', { name: 'Go on' }).click()
      const code = await makePasskey(page)
      await page.getByRole('heading', { name: 'Two trustees have to agree' }).waitFor()
      await agreeWithCode('theo', code)
      await agreeWithCode('tara', code)
    }
    expect(authority.ledger.state.credentials.size).toBe(6)
  }, 60_000)

  test('until the script is there no button sends an empty answer', async () => {
    const { page, context } = await deskOf(browser)
    await page.route('**/passkey.js', (route) => route.abort())
    await page.goto(`${origin}/trust`)
    await expect(page.getByRole('button', { name: 'Use my passkey' }).isDisabled()).resolves.toBe(true)
    await context.close()
  })

  test('a trustee who types another code than the new passkey’s agrees to nothing', async () => {
    const page = await at('mallory')
    await page.goto(`${origin}/enrol`)
    await page.getByLabel('Your id').fill('amara')
    await page.getByLabel('Name of this passkey').fill('swapped')
    await page.getByRole('button', { name: 'Go on' }).click()
    await makePasskey(page)
    const theo = await open('theo', '/trust')
    await theo.locator('main ul').first().getByRole('link').first().click()
    await theo.getByLabel('Code on the other screen').fill('0000 0000 0000 0000')
    await theo.getByRole('button', { name: 'Compare' }).click()
    await expect(theo.getByRole('alert').textContent()).resolves.toContain('Do not agree')
    expect(authority.ledger.state.credentials.size).toBe(6)
  })

  test('a policy is set, a plan is submitted with a passkey, and nobody sees a file before they signed in', async () => {
    await agree('tilda', 'tara', async (page) => {
      await page.getByLabel('JSON of the policy').fill(JSON.stringify(POLICY))
      await page.locator('form[aria-labelledby=set-policy]').getByRole('button', { name: 'Propose' }).click()
    })
    const asOf = now().toISOString().slice(0, 10)
    const input = buildInput({ mode: 'production', asOf })
    const genesis = authority.genesis.digest
    const sent = await signerProcess(authority).submit(buildSubmission(genesis, input))
    plan = sent.planDigest
    const stranger = await deskOf(browser)
    await stranger.page.goto(`${origin}/decide/${plan}/files`)
    await stranger.page.getByRole('heading', { name: 'Show who you are' }).waitFor()
    await stranger.context.close()
    const page = await decide('ines', 'Submit')
    await page.getByRole('heading', { name: 'You submitted this plan' }).waitFor()
  }, 30_000)

  test('a mailbox password is encrypted in the browser and handed over with the passkey', async () => {
    const { certificate, privateKey } = makeEncryptionCertificate({
      host: SECRET_HOST,
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + 86_400_000),
    })
    const order = buildOrder(authority.genesis.digest)
    const { orderSha256 } = await signerProcess(authority).layOrder(order)
    const page = await open('ines', `/secret/${orderSha256}`)
    const file = { name: 'server.cer', mimeType: 'application/pkix-cert', buffer: Buffer.from(certificate) }
    await page.getByLabel(/^Certificate/).setInputFiles(file)
    await page.getByLabel(/^First 16 digits/).fill(sha256Hex(certificate))
    for (const label of ['New password', 'Once more']) await page.getByLabel(label).fill(SECRET)
    await page.getByRole('button', { name: 'Encrypt and hand over' }).click()
    await page.getByRole('button', { name: 'Hand over with my passkey' }).click()
    await page.getByRole('heading', { name: 'The password is encrypted' }).waitFor()
    const [entered] = authority.ledger.state.secrets
    expect(entered).toMatchObject({ person: 'ines', host: SECRET_HOST, origin: 'typed' })
    const { cms } = await signerProcess(authority).secret(entered?.cmsSha256 ?? '')
    const context = { request: 'MG-0001', host: SECRET_HOST, account: ACCOUNT }
    expect(await openSecret(cms, context, await envelopeKey(privateKey))).toBe(SECRET)
  }, 30_000)

  test('the requester finds no button to approve', async () => {
    const page = await open('ines', `/decide/${plan}`)
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
  })

  test('a hostile portal gets no approval with the approver’s passkey', async () => {
    const page = await open('tomas', `/decide/${plan}`)
    const entries = authority.ledger.journal.lines.length
    const hostile = createServer((_request, response) =>
      response.setHeader('Content-Type', 'text/html').end('<p>portal'),
    )
    await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve))
    const { port } = hostile.address() as AddressInfo
    const credential = [...authority.ledger.state.credentials.values()].find((one) => one.credential.person === 'tomas')
    const id = credential?.credential.id ?? ''
    const steal = (rpId: string, challenge = 'AAAA') =>
      page.evaluate(
        async ([host, allow, asked]) => {
          const bytes = (text: string) =>
            Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
          const text = (buffer: ArrayBuffer) =>
            btoa(String.fromCharCode(...new Uint8Array(buffer)))
              .replace(/\+/g, '-')
              .replace(/\//g, '_')
              .replace(/=+$/, '')
          try {
            const made = (await navigator.credentials.get({
              publicKey: {
                challenge: bytes(asked ?? ''),
                rpId: host ?? '',
                userVerification: 'required',
                timeout: 3000,
                allowCredentials: [{ type: 'public-key', id: bytes(allow ?? '') }],
              },
            })) as PublicKeyCredential
            const { authenticatorData, clientDataJSON, signature } = made.response as AuthenticatorAssertionResponse
            return JSON.stringify({
              id: made.id,
              authenticatorData: text(authenticatorData),
              clientDataJSON: text(clientDataJSON),
              signature: text(signature),
            })
          } catch (error) {
            return String((error as Error).name)
          }
        },
        [rpId, id, challenge],
      )
    // Another host, and the parent domain: the browser refuses, or has no such passkey.
    await page.goto(`http://portal.mim.localhost:${port}/`)
    expect(await steal(HOST)).toBe('SecurityError')
    expect(await steal('mim.localhost')).toBe('NotAllowedError')
    // The signer in a frame of the portal shows nothing.
    const framed = await page.evaluate(
      (src) =>
        new Promise<boolean>((resolve) => {
          const frame = document.createElement('iframe')
          frame.allow = 'publickey-credentials-get *'
          frame.onload = () => resolve(frame.contentDocument !== null)
          frame.src = src
          document.body.append(frame)
        }),
      `${origin}/decide/${plan}`,
    )
    expect(framed).toBe(false)
    expect(await page.frames()[1]?.getByRole('button').count()).toBe(0)
    // The same host on another port: the browser gives an assertion, which names its origin.
    await page.goto(`http://${HOST}:${port}/`)
    // It even has the approver's cookie, which all ports of a host share, and so the challenge of a real approval.
    const cookies = await page.context().cookies(origin)
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const shown = await send(`/decide/${plan}`, cookie)
    const { form } = ceremonyOf(shown)
    const asked = await send(`/decide/${plan}`, cookie, { form, decision: 'approve', comment: '' })
    const { form: ceremony } = ceremonyOf(asked)
    const challenge = /challenge&quot;:&quot;([\w-]+)/.exec(asked.text)?.[1] ?? ''
    expect(challenge).toHaveLength(43)
    const stolen = await steal(HOST, challenge)
    expect(stolen).toContain('clientDataJSON')
    const refused = await send(`/decide/${plan}/confirm`, cookie, { form: ceremony, answer: stolen })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain(`The passkey was used on http://${HOST}:${port}`)
    await new Promise((resolve) => hostile.close(resolve))
    expect(authority.ledger.journal.lines.length).toBe(entries)
  }, 30_000)

  test('two people approve; a passkey revoked in between keeps it from being signed', async () => {
    await (await decide('tomas', 'Approve')).getByRole('heading', { name: 'You approved this plan' }).waitFor()
    await (await decide('amara', 'Approve')).getByRole('heading', { name: 'You approved this plan' }).waitFor()
    expect(authority.record(plan).quorum).not.toBeNull()
    const theo = await open('theo', '/trust')
    await theo.locator('li', { hasText: 'key of amara' }).getByRole('button', { name: 'Revoke' }).click()
    await theo.getByRole('button', { name: 'Agree with my passkey' }).click()
    await theo.getByRole('heading', { name: 'The change is made' }).waitFor()
    await expect(signerProcess(authority).sign(plan)).rejects.toThrow('1 of information-security missing')
  }, 30_000)

  test('an authenticator that does not verify its user gets nobody in', async () => {
    const odd = await deskOf(browser, { isUserVerified: false })
    await odd.page.goto(`${origin}/sign-in`)
    await odd.page.getByRole('button', { name: 'Use my passkey' }).click()
    await odd.page.getByText('Nothing was signed').waitFor()
    await odd.context.close()
  })
})
