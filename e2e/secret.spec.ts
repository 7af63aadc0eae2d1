import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { sha256Hex } from '#crypto/digest.ts'
import { makeEncryptionCertificate } from '#crypto/testing/encryption-certificate.ts'
import { certificatePem } from '#crypto/x509/read-certificate.ts'
import { E2E_PORTS } from '#tools/e2e-ports.ts'
import { unpack } from './support/bundle.ts'
import { expect, test } from './support/fixtures.ts'
import { backToPortal, decide, expectState, saved, submit } from './support/requests.ts'

const HOST = 'mimsvc01.contoso.com'
/** Searched for by its middle, which no encoding changes. */
const CANARY = 'Kanarie-7f3a91c5'
const SECRET = `p\u00e4ss ${CANARY} \u{1f511}`
const DATA = '.cache/e2e'

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)

/** The small form: an installation that was converted without this portal. */
async function fillForm(page: Page): Promise<string> {
  await page.goto('/requests/new')
  await page.getByRole('radio', { name: /Mailbox password/ }).check()
  await page.getByRole('radio', { name: /Another installation/ }).check()
  await page.getByLabel(/^Title/).fill('New mailbox password')
  await page.getByRole('button', { name: 'Create the draft' }).click()
  await page.waitForURL(/\/requests\/MG-\d+\/edit/)
  await page.getByLabel('Domain of the servers').fill('contoso.com')
  await page.getByLabel('Its short form').fill('CONTOSO')
  await page.getByLabel('Managed account of the MIM Service').fill('gmsaMIMSvc')
  await page.getByLabel('Servers of the MIM Service').fill(HOST)
  await page.getByLabel(/runs as this managed account already/).check()
  await page.getByLabel('Mail server').fill('mail.contoso.com')
  await page.getByLabel('Mailbox address').fill('mim@contoso.com')
  await page.getByLabel('Password of the mailbox').selectOption('encrypted')
  await page
    .getByLabel(/Label of the time zone|Time zone/)
    .first()
    .fill('UTC')
  const instants = page.getByLabel(/local date and time$/)
  await instants.nth(0).fill(`${day(7)}T18:00`)
  await instants.nth(1).fill(`${day(7)}T22:00`)
  await page.getByLabel('Remind of the next change on').fill(day(300))
  await saved(page)
  return /MG-\d+/.exec(page.url())?.[0] ?? ''
}

/** On the signer's page: the certificate, its digits as read on the host, and the secret. */
async function enter(page: Page, certificate: string, sha256: string): Promise<void> {
  await page.getByRole('button', { name: 'Enter the password on the signer’s page' }).click()
  await page.waitForURL(new RegExp(`:${E2E_PORTS.signer}/secret/`))
  await page.getByLabel(/^Certificate/).setInputFiles(certificate)
  await page.getByLabel(/^First 16 digits/).fill(sha256.slice(0, 16))
  await page.getByLabel('New password').fill(SECRET)
  await page.getByLabel('Once more').fill(SECRET)
  await page.getByRole('button', { name: 'Encrypt and hand over' }).click()
  await expect(page.getByRole('heading', { name: 'The password is encrypted' })).toBeVisible()
}

/** Writes down the heap of the web process, among the files of both processes. */
async function takeHeap(): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${E2E_PORTS.control}/heap`, { method: 'POST' })
  expect(await answer.text()).toMatch(/\.heapsnapshot$/)
}

/** Files of both processes that hold a text: databases, logs, journal, blobs, and the heap. */
const holding = (text: string): string[] =>
  readdirSync(DATA, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text))

test('a secret typed in the browser is nowhere in plain, opens with its server’s key, and is gone once erased', async ({
  as,
  complaints,
}, info) => {
  test.setTimeout(120_000)
  const now = Date.now()
  const { certificate, privateKey } = makeEncryptionCertificate({
    host: HOST,
    notBefore: new Date(now - 86_400_000),
    notAfter: new Date(now + 30 * 86_400_000),
  })
  const certificatePath = info.outputPath('server.cer')
  writeFileSync(certificatePath, certificatePem(certificate))
  writeFileSync(info.outputPath('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })

  const ines = await as('ines-keller')
  const answers: Promise<string>[] = []
  ines.on('response', (response) => answers.push(response.text().catch(() => '')))
  const id = await fillForm(ines)
  await enter(ines, certificatePath, sha256Hex(certificate))
  await backToPortal(ines, id)
  await expect(ines.getByText('1 of 1 encrypted')).toBeVisible({ timeout: 15_000 })
  await expect(ines.getByText(/Entered by Ines Keller/)).toBeVisible()
  await submit(ines, id)
  await decide(await as('amara-okafor'), id, 'Approve')

  const lukas = await as('lukas-brandt')
  await lukas.goto(`/requests/${id}`)
  await expectState(lukas, 'signed')
  const link = lukas.getByRole('link', { name: 'Download the bundle of MIMSVC01' })
  const [download] = await Promise.all([lukas.waitForEvent('download'), link.click()])
  const { folder, files } = await unpack(download, info.outputPath('bundle'))
  for (const [path, bytes] of files) expect(Buffer.from(bytes).includes(CANARY), path).toBe(false)
  expect(secretOf(opened(folder, certificatePath, info.outputPath('key.pem')))).toBe(SECRET)
  const body =
    Buffer.from(files.get('exchange-password.cms') ?? [])
      .toString('latin1')
      .split('\r\n')[3] ?? ''
  await takeHeap()
  expect(holding(CANARY)).toEqual([])
  expect(holding(body).filter((path) => path.includes('portal.db'))).not.toEqual([])

  await lukas.getByRole('button', { name: 'Erase it…' }).click()
  const dialog = lukas.getByRole('dialog')
  await dialog.getByLabel(new RegExp(`type ${id}`, 'i')).fill(id)
  await dialog.getByRole('button', { name: 'Erase the password' }).click()
  await expect(lukas.getByText(/Erased/).first()).toBeVisible()
  expect((await lukas.request.get(`/api/requests/${id}/bundles/MIMSVC01`)).status()).toBe(410)
  await expect
    .poll(() => holding(body).filter((path) => !path.endsWith('.heapsnapshot')), { timeout: 20_000 })
    .toEqual([])
  await takeHeap()
  expect(holding(CANARY)).toEqual([])
  for (const answer of await Promise.all(answers)) expect(answer).not.toContain(CANARY)
  expect(complaints.splice(0).filter((line) => !line.includes('410'))).toEqual([])
})

/** The plaintext of `mim-gmsa-cms/1`, as openssl opens it. */
function opened(folder: string, certificate: string, key: string): string {
  const args = ['cms', '-decrypt', '-binary', '-inform', 'PEM', '-in', 'exchange-password.cms']
  return execFileSync('openssl', [...args, '-recip', certificate, '-inkey', key], { cwd: folder, encoding: 'latin1' })
}

function secretOf(plain: string): string {
  expect(plain).toHaveLength(1105)
  const block = Buffer.from(plain.split('\n')[2] ?? '', 'base64')
  return block.subarray(2, 2 + block.readUInt16BE(0)).toString('utf8')
}
