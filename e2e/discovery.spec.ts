import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { sha256Hex } from '#crypto/digest.ts'
import { expect, test } from './support/fixtures.ts'
import { openSample, saved } from './support/requests.ts'

const text = (name: string) => readFileSync(`public/samples/discovery/contoso-${name}.json`, 'utf8')
const upload = (name: string, content = text(name)) => ({
  name: `${name}.json`,
  mimeType: 'application/json',
  buffer: Buffer.from(content),
})
const SYNC_IN_BRANCH = text('mimsync').replace('Default-First-Site-Name', 'Branch')

async function begin(page: Page, order: readonly string[], title: string): Promise<unknown> {
  await page.goto('/requests/new')
  await page.getByRole('radio', { name: /^Discovery files/ }).check()
  // One after the other, as a person finds them.
  for (const name of order) await page.getByLabel('Discovery files').last().setInputFiles(upload(name))
  await expect(page.getByText(/added/).first()).toBeVisible()
  await page.getByLabel(/^Title/).fill(title)
  await page.getByRole('button', { name: 'Create the draft' }).click()
  await page.waitForURL(/\/requests\/MG-\d+\/edit/)
  await saved(page)
  const id = /MG-\d+/.exec(page.url())?.[0] ?? ''
  const input = encodeURIComponent(JSON.stringify({ id }))
  const answer = await page.request.get(`/api/trpc/requests.draft?input=${input}`)
  return ((await answer.json()) as { result: { data: { environment: unknown } } }).result.data.environment
}

test('the files of the hosts begin a request, and their order makes no difference', async ({ as }) => {
  const page = await as('ines-keller')
  const first = await begin(page, ['mimsync', 'mimportal', 'directory'], 'In one order')
  const second = await begin(page, ['directory', 'mimportal', 'mimsync'], 'In the other')
  expect(first).toEqual(second)
  expect(first).toMatchObject({
    forest: { rootDomain: 'contoso.com' },
    servers: [{ name: 'MIMPORTAL' }, { name: 'MIMSYNC' }],
  })
})

test('a conflict waits for the person, undo takes it back, and the draft stays fit for submission', async ({ as }) => {
  const page = await as('ines-keller')
  const id = await openSample(page, /Contoso lab(?! with)/, 'A conflict')
  await page.getByRole('button', { name: 'Import from discovery' }).click()
  const dialog = page.getByRole('dialog')
  const files = dialog.getByLabel('Discovery files')
  const take = dialog.getByRole('button', { name: 'Take over' })

  await files.setInputFiles(upload('huge', ' '.repeat(5_000_000)))
  await expect(dialog.getByText(/huge\.json was refused/)).toBeVisible()
  await files.setInputFiles(upload('twice', text('mimsync').replace('{', '{"meta": {},')))
  await expect(dialog.getByText(/the field meta twice/)).toBeVisible()
  await expect(take).toHaveAttribute('aria-disabled', 'true')

  await files.setInputFiles([upload('mimsync', SYNC_IN_BRANCH), upload('directory')])
  const conflict = dialog.getByRole('group', { name: /^MIMSYNC, AD site/ })
  await expect(conflict).toContainText('Default-First-Site-Name')
  await expect(take).toHaveAttribute('aria-disabled', 'true')
  await conflict.getByRole('radio', { name: /Branch/ }).press('Space')
  await take.press('Enter')
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo: Import from discovery' }).click()
  await page.getByRole('button', { name: 'Redo: Import from discovery' }).click()
  await saved(page)
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).not.toHaveAttribute('aria-disabled', 'true')

  await page.goto(`/requests/${id}/discovery`)
  await page.getByText(/^MIMSYNC: \d+ facts/).click()
  await expect(page.getByText('MIMSYNC, AD site', { exact: true })).toBeVisible()
})

test('before the window an operator sees what is no longer as it was approved', async ({ as }) => {
  const page = await as('lukas-brandt')
  const input = encodeURIComponent(JSON.stringify({ states: ['signed'] }))
  const answer = await page.request.get(`/api/trpc/requests.list?input=${input}`)
  const { rows } = ((await answer.json()) as { result: { data: { rows: { id: string; title: string }[] } } }).result
    .data
  const id = rows.find(({ title }) => title.includes('Contoso lab'))?.id
  await page.goto(`/requests/${id}/discovery`)
  await expect(page.getByText('Nobody has looked yet')).toBeVisible()
  await page
    .getByLabel('Discovery files')
    .setInputFiles([upload('mimsync', text('mimsync').replaceAll('svcMIMSync', 'svcOther')), upload('mimportal')])
  await page.getByRole('button', { name: 'Compare with what was approved' }).click()
  const report = page.getByRole('region', { name: 'Drift report' })
  await expect(report.getByText(/differences? blocks? the approved plan/)).toBeVisible()
  await expect(report).toContainText('svcMIMSync')
  await expect(report).toContainText('svcOther')
  await expect(report.getByRole('link', { name: /F-02/ }).first()).toBeVisible()
  await page.goto(`/requests/${id}/history`)
  await expect(page.getByText(/compared MG-\d+ revision 1 with discovery files/)).toBeVisible()
})

test('everybody who is signed in gets the script, with the digest that the page shows', async ({ as }) => {
  const page = await as('petra-novak')
  await page.goto('/discovery')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the script' }).click()
  const digest = sha256Hex(new Uint8Array(readFileSync(await (await download).path())))
  await expect(page.getByText(`-eq '${digest}'`)).toBeVisible()
})
