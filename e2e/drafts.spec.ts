import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { openSample, saved } from './support/requests.ts'

const contoso = () => JSON.parse(readFileSync('public/samples/contoso.json', 'utf8'))
const gmsaOf = (page: Page, component: string) => page.getByLabel(`gMSA of ${component}`)

test.describe('a file that is no environment', () => {
  const REFUSED: readonly (readonly [string, () => string, RegExp])[] = [
    ['malformed JSON', () => '{"schemaVersion": 1,', /not valid JSON|JSON/],
    ['an unknown field', () => JSON.stringify({ ...contoso(), extra: 1 }), /extra/],
    ['6 MB', () => ' '.repeat(6_000_000), /at most 5000000/],
    [
      '3,000 servers',
      () => JSON.stringify({ ...contoso(), servers: Array(3000).fill(contoso().servers[0]) }),
      /at most 2000|3000/,
    ],
    ['an unpaired surrogate', () => JSON.stringify({ ...contoso(), name: '\ud800' }), /\/name/],
  ]

  test('is refused with its reason, and nothing that was typed is lost', async ({ as }) => {
    const page = await as('ines-keller')
    const id = await openSample(page, /Contoso lab(?! with)/, 'Import that fails')
    await page.goto(`/requests/${id}/edit?section=services`)
    await gmsaOf(page, 'SYNC').fill('gmsaTyped')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const dialog = page.getByRole('dialog')
    for (const [name, content, words] of REFUSED) {
      await dialog
        .getByLabel('JSON file')
        .setInputFiles({ name: `${name}.json`, mimeType: 'application/json', buffer: Buffer.from(content()) })
      await expect(dialog.getByText('was refused; nothing here has changed'), name).toBeVisible()
      await expect(dialog.getByText(words).first(), name).toBeVisible()
      await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toHaveAttribute('aria-disabled', 'true')
    }
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(gmsaOf(page, 'SYNC')).toHaveValue('gmsaTyped')
    await saved(page)
  })
})

test('a name of 16 characters is told beside its field while it is typed, and blocks the submission', async ({
  as,
}) => {
  const page = await as('ines-keller')
  const id = await openSample(page, /Contoso lab(?! with)/, 'A long name')
  await page.goto(`/requests/${id}/edit?section=services`)
  await gmsaOf(page, 'SYNC').fill('ABCDEFGHIJKLMNOP')
  await expect(gmsaOf(page, 'SYNC')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText(/16 characters/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).toHaveAttribute('aria-disabled', 'true')
  await gmsaOf(page, 'SYNC').fill('ABCDEFGHIJKLMNO')
  await expect(page.getByText(/16 characters/)).toHaveCount(0)
})

test('what was typed survives a refresh, and undo takes it back', async ({ as }) => {
  const page = await as('ines-keller')
  const id = await openSample(page, /Contoso lab(?! with)/, 'Refreshed')
  await page.goto(`/requests/${id}/edit?section=services`)
  const before = await gmsaOf(page, 'SYNC').inputValue()
  await gmsaOf(page, 'SYNC').fill('gmsaRefreshed')
  await saved(page)
  await page.reload()
  await expect(gmsaOf(page, 'SYNC')).toHaveValue('gmsaRefreshed')
  await gmsaOf(page, 'SYNC').fill('gmsaAgain')
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(gmsaOf(page, 'SYNC')).toHaveValue('gmsaRefreshed')
  expect(before).not.toBe('gmsaRefreshed')
})

test('two people edit one draft: the second sees both versions and loses nothing', async ({ as }) => {
  const ines = await as('ines-keller')
  const id = await openSample(ines, /Contoso lab(?! with)/, 'Two editors')
  const petr = await as('petr-havel')
  for (const page of [ines, petr]) await page.goto(`/requests/${id}/edit?section=services`)
  await gmsaOf(ines, 'SYNC').fill('gmsaOfInes')
  await saved(ines)
  await gmsaOf(petr, 'SVC').fill('gmsaOfPetr')
  await gmsaOf(petr, 'SYNC').fill('gmsaSyncPetr')
  await expect(petr.getByText('saved this draft before you')).toBeVisible()
  await petr.getByRole('button', { name: 'Compare both versions…' }).click()
  const dialog = petr.getByRole('dialog')
  await expect(dialog).toContainText('gmsaOfInes')
  await expect(dialog).toContainText('gmsaSyncPetr')
  await dialog.getByRole('button', { name: 'Everything of mine' }).click()
  await dialog.getByRole('button', { name: 'Save this result' }).click()
  await saved(petr)
  await ines.reload()
  await expect(gmsaOf(ines, 'SVC')).toHaveValue('gmsaOfPetr')
  await expect(gmsaOf(ines, 'SYNC')).toHaveValue('gmsaSyncPetr')
})
