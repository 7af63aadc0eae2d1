import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type DemoUser, expect, test } from '../support/fixtures.ts'

// From the home page over every link that a person can see: nothing complains (fixtures count console errors and answers of 500
// and above), nothing breaks the content security policy, and axe finds nothing. Each kind of page is given to axe once.
const PEOPLE: readonly { readonly user: DemoUser; readonly role: string }[] = [
  { user: 'ines-keller', role: 'requester' },
  { user: 'tomas-lindqvist', role: 'approver' },
  { user: 'lukas-brandt', role: 'operator' },
  { user: 'petra-novak', role: 'auditor' },
  { user: 'felix-baum', role: 'administrator' },
]

/** `/requests/MG-0001/plan` and `/requests/MG-0002/plan` are the same page. */
const kindOf = (path: string) => path.replace(/MG-\d+/, 'MG')
const MOST = 30
const judged = new Set<string>()

for (const { user, role } of PEOPLE) {
  test(`every page that the ${role} reaches by links is sound`, async ({ as }) => {
    test.slow()
    const page = await as(user)
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.error(`policy: ${violatedDirective} ${blockedURI}`),
      )
    })
    const isQuiet = callsOf(page)
    const seen = new Set<string>()
    const waiting = ['/', '/account']
    for (let path = waiting.shift(); path !== undefined && seen.size < MOST; path = waiting.shift()) {
      const kind = kindOf(path)
      if (seen.has(kind)) continue
      seen.add(kind)
      const answer = await page.goto(path)
      expect(answer?.status(), path).toBe(200)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      // Links of a list are there once nothing stands in for it any more.
      await expect(page.locator('.animate-pulse')).toHaveCount(0)
      await expect.poll(isQuiet).toBe(true)
      if (!judged.has(kind)) await expectNothingByAxe(page, path)
      judged.add(kind)
      waiting.push(...(await linksOf(page)))
    }
    expect(seen.size).toBeGreaterThan(5)
  })
}

/** No procedure is being called at this moment. */
function callsOf(page: Page): () => boolean {
  const open = new Set<unknown>()
  page.on('request', (request) => {
    if (request.url().includes('/api/trpc/')) open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return () => open.size === 0
}

async function expectNothingByAxe(page: Page, path: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.target}`)).toEqual([])
}

/** Paths of this portal that links lead to; no downloads, nothing below `/api`. */
async function linksOf(page: Page): Promise<string[]> {
  const hrefs = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].map(({ href, download }) => (download ? '' : href)),
  )
  return hrefs.flatMap((href) => {
    if (!URL.canParse(href)) return []
    const { origin, pathname } = new URL(href)
    return origin === new URL(page.url()).origin && !/^\/(api|samples|schemas)\//.test(pathname) ? [pathname] : []
  })
}
