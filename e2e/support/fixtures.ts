import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'

/** One person a role; see tools/start-demo.ts. */
export const PASSPHRASE = 'demo-Contoso-2026'
export type DemoUser =
  | 'ines-keller'
  | 'petr-havel'
  | 'tomas-lindqvist'
  | 'amara-okafor'
  | 'lukas-brandt'
  | 'petra-novak'
  | 'felix-baum'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

interface Fixtures {
  /** A page of a signed-in person, in a browser context of its own. */
  readonly as: (user: DemoUser, look?: { width?: number; dark?: boolean }) => Promise<Page>
  /** What pages complain about: console errors, exceptions, answers of 500 and above. A test that expects some takes them out. */
  readonly complaints: string[]
}

export const test = base.extend<Fixtures, { readonly sessions: Map<DemoUser, StorageState> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  sessions: [async ({}, use) => use(new Map()), { scope: 'worker' }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  complaints: async ({}, use) => {
    const complaints: string[] = []
    await use(complaints)
    expect(complaints, 'pages complained').toEqual([])
  },
  as: async ({ browser, sessions, complaints }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (user, { width = 1280, dark = false } = {}) => {
      let state = sessions.get(user)
      if (!state) {
        const first = await browser.newContext()
        const page = await first.newPage()
        await signIn(page, user)
        state = await first.storageState()
        sessions.set(user, state)
        await first.close()
      }
      const context = await browser.newContext({
        storageState: state,
        viewport: { width, height: 900 },
        colorScheme: dark ? 'dark' : 'light',
        acceptDownloads: true,
      })
      contexts.push(context)
      const page = await context.newPage()
      listen(page, complaints)
      return page
    })
    for (const context of contexts) await context.close()
  },
})

export async function signIn(page: Page, user: string, passphrase = PASSPHRASE): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('User name').fill(user)
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

function listen(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`)
  })
}

export { expect }
