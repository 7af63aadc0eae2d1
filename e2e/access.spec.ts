import { expect, signIn, test } from './support/fixtures.ts'

test('a wrong passphrase and an unknown name are refused alike, and the form keeps the name', async ({ page }) => {
  const words: string[] = []
  for (const user of ['ines-keller', 'nobody-here']) {
    await page.goto('/sign-in')
    await page.getByLabel('User name').fill(user)
    await page.getByLabel('Passphrase', { exact: true }).fill('not the passphrase at all')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    const notice = page.getByRole('alert').filter({ hasText: /\S/ })
    await expect(notice).toBeVisible()
    words.push((await notice.textContent()) ?? '')
    await expect(page.getByLabel('User name')).toHaveValue(user)
  }
  expect(words[0]).toBe(words[1])
})

test('after signing in a person stands where they wanted to go, and after signing out nowhere', async ({ page }) => {
  await page.goto('/requests')
  await expect(page).toHaveURL(/sign-in/)
  await page.getByLabel('User name').fill('petr-havel')
  await page.getByLabel('Passphrase', { exact: true }).fill('demo-Contoso-2026')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/requests$/)
  await page.getByRole('button', { name: /Petr Havel/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await page.goto('/requests')
  await expect(page).toHaveURL(/sign-in/)
})

test('a link to another site in the address is not followed', async ({ page }) => {
  await page.goto('/sign-in?next=https://evil.example/')
  await page.getByLabel('User name').fill('petr-havel')
  await page.getByLabel('Passphrase', { exact: true }).fill('demo-Contoso-2026')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  expect(new URL(page.url()).hostname).toBe('localhost')
})

test('what a role may not see does not exist for it', async ({ as, complaints }) => {
  const page = await as('ines-keller')
  for (const path of ['/audit', '/admin/people']) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(404)
  }
  complaints.length = 0
})

test('an administrator makes a person, who must choose an own passphrase before anything else', async ({
  as,
  browser,
}) => {
  const page = await as('felix-baum')
  await page.goto('/admin/people')
  await page.getByRole('button', { name: 'Add a person…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Nora Lind')
  await expect(dialog.getByLabel('User name')).toHaveValue('nora-lind')
  await dialog.getByRole('checkbox', { name: /^Auditor/ }).check()
  await dialog.getByRole('button', { name: 'Add the person' }).click()
  const passphrase = (await page.getByText(/^[a-z]+(-[a-z]+){5}$/).textContent()) ?? ''

  const context = await browser.newContext()
  const own = await context.newPage()
  await signIn(own, 'nora-lind', passphrase)
  await expect(own).toHaveURL(/\/account/)
  await own.goto('/audit')
  await expect(own).toHaveURL(/\/account/)
  await own.getByLabel('Present passphrase').fill(passphrase)
  await own.getByLabel('New passphrase', { exact: true }).fill('seven small boats at sea')
  await own.getByLabel('New passphrase again').fill('seven small boats at sea')
  await own.getByRole('button', { name: 'Set passphrase and open the portal' }).click()
  await expect(own).not.toHaveURL(/\/account/)
  await own.goto('/audit')
  await expect(own.getByRole('heading', { level: 1 })).toBeVisible()
  await context.close()
})
