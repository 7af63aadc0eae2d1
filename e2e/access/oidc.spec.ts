import type { Page } from '@playwright/test'
import { E2E_PORTS } from '#tools/e2e-ports.ts'
import { call } from '../support/call.ts'
import { expect, test } from '../support/fixtures.ts'

const SERVICE = `http://127.0.0.1:${E2E_PORTS.oidc}`
const control = (path: string) => fetch(`http://127.0.0.1:${E2E_PORTS.control}/${path}`, { method: 'POST' })

test.beforeEach(async ({ as }) => {
  const felix = await as('felix-baum')
  await call(felix, 'roleMappings.set', { group: 'Contoso Approvers', roles: ['approver'] })
  await call(felix, 'roleMappings.set', { group: 'CN=MIM Auditors (Süd),DC=contoso,DC=com', roles: ['auditor'] })
})

/** To the form of the sign-in service. */
async function begin(page: Page): Promise<URL> {
  // A page whose session ended leaves by itself, which may interrupt the way to the sign-in page: then it is gone again.
  await expect(async () => {
    await page.goto('/sign-in')
    await page.waitForLoadState('networkidle')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  }).toPass({ timeout: 15_000 })
  const asked = page.waitForRequest((request) => request.url().startsWith(`${SERVICE}/auth?`))
  await page.getByRole('button', { name: 'Sign in with Contoso account' }).click()
  return new URL((await asked).url())
}

async function finish(page: Page, account: string): Promise<void> {
  await page.waitForURL(/\/interaction\//)
  await page.locator('input[name=login]').fill(account)
  await page.locator('input[name=password]').fill('anything')
  await page.locator('button[type=submit]').click()
}

/** The address to which the service sends the browser back; the browser does not go there. */
async function answerOf(page: Page, account: string): Promise<URL> {
  await page.waitForURL(/\/interaction\//)
  const step = { maxRedirects: 0 }
  const form = { prompt: 'login', login: account, password: 'anything' }
  const resumed = await page.request.post(page.url(), { ...step, form })
  const answer = await page.request.get(resumed.headers().location ?? '', step)
  return new URL(answer.headers().location ?? '')
}

const refused = (page: Page, title: string) => expect(page.getByText(title).first()).toBeVisible()
const isSignedIn = async (page: Page) => (await page.request.get('/api/trpc/session.me')).status() === 200

test('who is in a mapped group gets in, with the groups of userinfo, and stays one person', async ({ page, as }) => {
  const asked = await begin(page)
  // Most refusals below would stay green without one of these.
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
    state: expect.stringMatching(/^[\w-]{20,}$/),
    nonce: expect.stringMatching(/^[\w-]{20,}$/),
    response_type: 'code',
  })
  await finish(page, 'olga@contoso.com')
  await page.waitForURL((url) => url.pathname === '/')
  await page.goto('/audit')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const felix = await as('felix-baum')
  const { result } = (await (await felix.request.get('/api/trpc/identities.list')).json()) as Listed
  expect(result.data.filter(({ label }) => label === 'olga@contoso.com')).toHaveLength(1)
})
interface Listed {
  readonly result: { readonly data: readonly { readonly id: string; readonly label: string }[] }
}

for (const [account, title] of [
  ['guest@contoso.com', 'You have no role in this portal'],
  ['many@contoso.com', 'You are in too many groups'],
] as const) {
  test(`${account} is refused with words: ${title}`, async ({ page }) => {
    await begin(page)
    await finish(page, account)
    await refused(page, title)
    expect(await isSignedIn(page)).toBe(false)
  })
}

test('a linked account is the person of the local account, and a disabled one does not get in', async ({
  page,
  as,
}) => {
  await begin(page)
  await finish(page, 'amara@contoso.com')
  await page.waitForURL((url) => url.pathname === '/')
  const felix = await as('felix-baum')
  const { result } = (await (await felix.request.get('/api/trpc/identities.list')).json()) as Listed
  const identityId = result.data.find(({ label }) => label === 'amara@contoso.com')?.id
  await call(felix, 'identities.link', { identityId, personId: 'amara-okafor' })
  expect(await isSignedIn(page)).toBe(false)
  await begin(page)
  await page.waitForURL((url) => url.pathname === '/')
  await expect(page.getByRole('button', { name: /Amara Okafor.*Information security/ })).toBeVisible()

  await call(felix, 'people.setActive', { personId: 'amara-okafor', active: false })
  expect(await isSignedIn(page)).toBe(false)
  await begin(page)
  await refused(page, 'Your account is disabled')
  await call(felix, 'people.setActive', { personId: 'amara-okafor', active: true })
})

test('a callback in another browser opens nothing, and neither does a changed state', async ({ page, browser }) => {
  for (const [name, change] of [
    ['another browser', null],
    ['state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['code', (url: URL) => url.searchParams.set('code', 'x'.repeat(43))],
  ] as const) {
    await page.context().clearCookies()
    await begin(page)
    const url = await answerOf(page, 'olga@contoso.com')
    change?.(url)
    const context = change ? page.context() : await browser.newContext()
    const other = await context.newPage()
    await other.goto(url.href)
    await refused(other, 'The answer of the sign-in service was refused')
    expect(await isSignedIn(other), name).toBe(false)
    await other.close()
    if (!change) await context.close()
  }
})

test('a nonce or a challenge that is not ours is refused when the answer comes', async ({ page }) => {
  for (const parameter of ['nonce', 'code_challenge']) {
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await page.route(/\/api\/auth\/signin\/oidc/, async (route) => {
      const response = await route.fetch()
      const body = (await response.json()) as { url: string }
      const url = new URL(body.url)
      url.searchParams.set(parameter, 'y'.repeat(43))
      await route.fulfill({ response, json: { url: url.href } })
    })
    await page.getByRole('button', { name: 'Sign in with Contoso account' }).click()
    await finish(page, 'olga@contoso.com')
    await refused(page, 'The answer of the sign-in service was refused')
    expect(await isSignedIn(page), parameter).toBe(false)
    await page.unroute(/\/api\/auth\/signin\/oidc/)
  }
})

test('a service that is down is named, and local accounts still get in', async ({ page }) => {
  await control('oidc/stop')
  try {
    await page.goto('/sign-in?next=/requests')
    await page.getByRole('button', { name: 'Sign in with Contoso account' }).click()
    await refused(page, 'The sign-in service does not answer')
    await page.waitForLoadState('networkidle')
    await page.getByLabel('User name').fill('ines-keller')
    await page.getByLabel('Passphrase', { exact: true }).fill('demo-Contoso-2026')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
  } finally {
    await control('oidc/start')
  }
})
