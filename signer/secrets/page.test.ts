import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { SecretOrder } from '#core/protocol/protocol.ts'
import { openSecret } from '#crypto/cms-envelope/seal-secret.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { envelopeKey, makeEncryptionCertificate } from '#crypto/testing/encryption-certificate.ts'
import { freePort } from '#crypto/testing/free-port.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { certificatePem } from '#crypto/x509/read-certificate.ts'
import { startPages } from '../pages/pages-server.ts'
import { buildSigner, type TestSigner } from '../testing/build-signer.ts'
import { ACCOUNT, buildOrder, HOST, SECRET, sealFor } from './testing.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const found = existsSync(executablePath)
if (!found && process.env.CI === 'true') throw new Error('Chromium is missing: name it with CHROMIUM.')
if (!found) console.info('Chromium is missing: the page of the secret is not tried in a browser.')

let browser: Browser
const ending: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  if (found) browser = await chromium.launch({ executablePath })
})
afterAll(() => browser?.close())
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** A signer with its pages, and a portal of one form that leads to them. `sent` is all that the browser ever sent. */
async function setUp(changes: Partial<SecretOrder> = {}) {
  let token = ''
  const portal: Server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(
      `<form method="post" action="${made.authority.options.pagesOrigin}/secret"><input type="hidden" name="token" value="${escapeHtml(token)}"><button>Enter</button></form>`,
    )
  })
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve))
  const portalUrl = `http://localhost:${(portal.address() as AddressInfo).port}`
  const signerPort = await freePort()
  const made: TestSigner = await buildSigner({
    portalUrl,
    pagesOrigin: `http://localhost:${signerPort}`,
    clock: () => new Date(),
  })
  const listener = await startPages({
    authority: made.authority,
    port: signerPort,
    log: (event) => console.error(event),
  })
  const order = buildOrder(made.genesis, changes)
  const { orderSha256 } = await made.signer.layOrder(order)
  token = JSON.stringify(
    made.ticket('ines', 'secret', orderSha256, { notAfter: new Date(Date.now() + 60_000).toISOString() }),
  )
  const context = await browser.newContext()
  ending.push(
    () => context.close(),
    () => listener.stop(),
    () => new Promise((resolve) => portal.close(resolve)),
    () => made.signer.stop(),
  )
  const page = await context.newPage()
  page.setDefaultTimeout(4000)
  const sent: string[] = []
  const problems: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  page.on('console', (message) => problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(portalUrl)
  await page.getByRole('button', { name: 'Enter' }).click()
  await page.getByRole('heading', { name: 'Password of the mailbox' }).waitFor()
  return { made, order, page, sent, problems }
}

const VALID = { host: HOST, notBefore: new Date(Date.now() - 86_400_000), notAfter: new Date(Date.now() + 86_400_000) }

/** Files as a person has them: the certificate as PEM. */
function certificateFile(options: Parameters<typeof makeEncryptionCertificate>[0] = {}) {
  const { certificate, privateKey } = makeEncryptionCertificate({ ...VALID, ...options })
  const path = join(temporaryFolder(), 'server.cer')
  writeFileSync(path, certificatePem(certificate))
  return { path, privateKey, sha256: sha256Hex(certificate) }
}

const secretFields = (page: Page) => [page.getByLabel('New password'), page.getByLabel('Once more')] as const
const button = (page: Page) => page.getByRole('button', { name: 'Encrypt and hand over' })

test.runIf(found)('the secret opens for the server’s key, and leaves the browser only encrypted', async () => {
  const { made, page, sent, problems } = await setUp()
  const { path, privateKey, sha256 } = certificateFile()
  const [secret, again] = secretFields(page)
  expect(await secret.isDisabled()).toBe(true)
  await page.getByLabel(/^Certificate/).setInputFiles(path)
  await page.getByText('names this host').waitFor()
  expect(await page.content()).not.toContain(sha256.slice(0, 16))
  expect(await secret.isDisabled()).toBe(true)
  await page.getByLabel(/^First 16 digits/).fill(sha256.slice(0, 16).toUpperCase())
  await secret.fill(SECRET)
  await again.fill(`${SECRET}x`)
  expect(await button(page).isDisabled()).toBe(true)
  await again.fill(SECRET)
  await button(page).click()
  await page.getByRole('heading', { name: 'The password is encrypted' }).waitFor()
  const [entry] = made.authority.ledger.state.secrets
  expect(entry).toMatchObject({ person: 'ines', origin: 'typed', recipientCertificateSha256: sha256 })
  const { cms } = await made.signer.secret(entry?.cmsSha256 ?? '')
  const context = { request: 'MG-0001', host: HOST, account: ACCOUNT }
  expect(await openSecret(cms, context, await envelopeKey(privateKey))).toBe(SECRET)
  expect(sent.join('\n')).not.toMatch(/canary|S3cret/)
  expect(holding(made.dir, 'S3cret-canary')).toEqual([])
  expect(problems).toEqual([])
})

test.runIf(found)('with wrong digits, a foreign certificate or a changed mind the field stays shut', async () => {
  const { page } = await setUp()
  const { path, sha256 } = certificateFile()
  const [secret] = secretFields(page)
  const digits = page.getByLabel(/^First 16 digits/)
  await page.getByLabel(/^Certificate/).setInputFiles(certificateFile({ host: 'mimsync.contoso.com' }).path)
  await page.getByText('The certificate is for another host').waitFor()
  await page.getByLabel(/^Certificate/).setInputFiles(path)
  await page.getByText('names this host').waitFor()
  await digits.fill('0123456789abcdef')
  await page.getByText('These are not the digits').waitFor()
  expect(await secret.isDisabled()).toBe(true)
  await digits.fill(sha256.slice(0, 16))
  await secret.fill(SECRET)
  await digits.fill(sha256.slice(0, 15))
  expect(await secret.isDisabled()).toBe(true)
  expect(await secret.inputValue()).toBe('')
})

test.runIf(found)('empty, too long and broken secrets are refused while they are typed; it can be shown', async () => {
  const { page } = await setUp()
  const { path, sha256 } = certificateFile()
  await page.getByLabel(/^Certificate/).setInputFiles(path)
  await page.getByLabel(/^First 16 digits/).fill(sha256)
  const [secret, again] = secretFields(page)
  for (const [text, words] of [
    ['x'.repeat(5000), /5000 bytes; 766 fit/],
    ['\u00e4'.repeat(384), /768 bytes; 766 fit/],
    ['a\tb', /control character/],
  ] as const) {
    await secret.fill(text)
    await again.fill(text)
    await page.getByText(words).waitFor()
    expect(await button(page).isDisabled()).toBe(true)
  }
  await page.getByRole('button', { name: 'Show' }).click()
  expect(await secret.getAttribute('type')).toBe('text')
  await page.getByRole('button', { name: 'Hide' }).click()
  expect(await secret.getAttribute('type')).toBe('password')
  await secret.fill('')
  await again.fill('')
  expect(await button(page).isDisabled()).toBe(true)
})

test.runIf(found)(
  'a file that was encrypted elsewhere is taken instead, and each of two servers gets its own',
  async () => {
    const second = { target: 'MIM2', host: 'mim2.contoso.com', account: ACCOUNT, certificate: null }
    const first = { target: 'MIMPORTAL', host: HOST, account: ACCOUNT, certificate: null }
    const { made, page } = await setUp({ places: [first, second] })
    const offline = await sealFor({}, VALID)
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'first.cer'), offline.certificate)
    writeFileSync(join(folder, 'first.cms'), offline.sealed.cms)
    const typed = certificateFile({ host: second.host })
    const part = (target: string) => page.getByRole('group', { name: target })
    await part('MIMPORTAL')
      .getByLabel(/^Certificate/)
      .setInputFiles(join(folder, 'first.cer'))
    await part('MIMPORTAL')
      .getByLabel(/^First 16 digits/)
      .fill(offline.recipient.sha256)
    await part('MIMPORTAL').getByText('It was encrypted elsewhere').click()
    await part('MIMPORTAL')
      .getByLabel(/^Encrypted file/)
      .setInputFiles(join(folder, 'first.cms'))
    await part('MIM2')
      .getByLabel(/^Certificate/)
      .setInputFiles(typed.path)
    await part('MIM2')
      .getByLabel(/^First 16 digits/)
      .fill(typed.sha256.slice(0, 16))
    for (const field of secretFields(page)) await field.fill('other secret')
    await button(page).click()
    await page.getByRole('heading', { name: 'The password is encrypted' }).waitFor()
    expect(made.authority.ledger.state.secrets.map(({ target, origin }) => [target, origin])).toEqual([
      ['MIMPORTAL', 'file'],
      ['MIM2', 'typed'],
    ])
  },
)

test.runIf(found)('the page fits a phone and breaks no rule of its own policy', async () => {
  const { page, problems } = await setUp()
  await page.setViewportSize({ width: 390, height: 800 })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wide).toBe(0)
  expect(problems).toEqual([])
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'secret-390.png'), fullPage: true })
  await page.setViewportSize({ width: 1280, height: 900 })
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'secret-1280.png'), fullPage: true })
})

function holding(dir: string, text: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text))
}
