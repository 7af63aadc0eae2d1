import type { Page } from '@playwright/test'
import { E2E_PORTS } from '#tools/e2e-ports.ts'
import { expect } from './fixtures.ts'

/** The signer's page of a plan. */
export const decidePage = new RegExp(`:${E2E_PORTS.signer}/decide/`)

export const TITLE = 'Convert Contoso to gMSA'
export const TICKET = 'CHG-1001'

/** Makes a draft from a sample and opens the wizard; yields its id. */
export async function openSample(page: Page, sample: RegExp, title = TITLE): Promise<string> {
  await page.goto('/requests/new')
  await page.getByRole('radio', { name: sample }).check()
  await page.getByLabel(/^Title/).fill(title)
  await page.getByLabel(/^(Change t|T)icket/).fill(TICKET)
  await page.getByRole('button', { name: 'Create the draft' }).click()
  await page.waitForURL(/\/requests\/MG-\d+\/edit/)
  await saved(page)
  return /MG-\d+/.exec(page.url())?.[0] ?? ''
}

/** The wizard has put everything on the server. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator('[data-save-state="saved"]')).toBeVisible()
}

/** From the wizard over the signer's page; yields the plan digest as the portal shows it. */
export async function submit(page: Page, id: string): Promise<string> {
  await page.goto(`/requests/${id}/edit?section=check`)
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  const go = page.getByRole('button', { name: 'Decide on the signer’s page' })
  await expect(go).toBeVisible({ timeout: 30_000 })
  await onSignersPage(page, go, 'Submit')
  await expect(page.getByRole('heading', { name: 'You submitted this plan' })).toBeVisible()
  await backToPortal(page, id)
  await expectState(page, 'submitted')
  return planDigest(page)
}

export async function decide(page: Page, id: string, decision: 'Approve' | 'Reject', comment = ''): Promise<void> {
  await page.goto(`/requests/${id}`)
  await onSignersPage(
    page,
    page.getByRole('button', { name: 'Decide on the signer’s page' }).first(),
    decision,
    comment,
  )
  await expect(page.getByRole('heading', { name: /^You (approved|rejected) this plan$/ })).toBeVisible()
  await backToPortal(page, id)
}

async function onSignersPage(
  page: Page,
  go: ReturnType<Page['getByRole']>,
  button: string,
  comment = '',
): Promise<void> {
  await go.click()
  await page.waitForURL(decidePage)
  await expect(page.getByText('DEMO', { exact: false }).first()).toBeVisible()
  if (comment !== '') await page.getByLabel(/^Comment/).fill(comment)
  await page.getByRole('button', { name: button, exact: true }).click()
}

export async function backToPortal(page: Page, id: string): Promise<void> {
  await page.getByRole('link', { name: 'Back to the portal' }).click()
  await page.waitForURL(new RegExp(`/requests/${id}`))
}

/** The state that the line of life shows as the present one. */
export async function expectState(page: Page, state: string): Promise<void> {
  await expect(page.locator('[aria-current="step"]')).toContainText(state, { timeout: 30_000 })
}

/** The 64 hex digits of the plate, in groups of four on the page. */
export async function planDigest(page: Page): Promise<string> {
  const shown = page.locator('p').filter({ hasText: /^(\s*[0-9a-f]{4}\s*){16}$/ })
  await expect(shown.first()).toBeVisible()
  return ((await shown.first().textContent()) ?? '').replace(/\s/g, '')
}
