import AxeBuilder from '@axe-core/playwright'
import { type DemoUser, expect, test } from './support/fixtures.ts'

// Every page that a role may open: nothing complains (fixtures), nothing scrolls sideways, axe finds nothing.
const PAGES: Readonly<Record<string, { user: DemoUser; paths: readonly string[] }>> = {
  requester: { user: 'ines-keller', paths: ['/', '/requests', '/requests/new', '/discovery', '/account'] },
  approver: { user: 'tomas-lindqvist', paths: ['/', '/requests'] },
  operator: { user: 'lukas-brandt', paths: ['/', '/requests', '/discovery'] },
  auditor: { user: 'petra-novak', paths: ['/', '/requests', '/audit'] },
  administrator: { user: 'felix-baum', paths: ['/', '/audit', '/admin/people'] },
}
/** In the light look at full width the crawl judges every page (`access/crawl.spec.ts`). */
const LOOKS = [
  { name: 'dark', width: 1280, dark: true },
  { name: 'phone', width: 390, dark: false },
] as const

for (const [role, { user, paths }] of Object.entries(PAGES)) {
  for (const look of LOOKS) {
    test(`pages of the ${role}, ${look.name}, hold WCAG 2.2 AA and fit their width`, async ({ as }) => {
      const page = await as(user, look)
      for (const path of paths) {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await page.waitForLoadState('networkidle')
        await expectSound(page, path)
      }
    })
  }
}

test('the sign-in page, and what a stranger sees of an unknown address', async ({ page }) => {
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectSound(page, '/sign-in')
  await page.goto('/requests/MG-0001')
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  expect(new URL(page.url()).searchParams.get('next')).toBe('/requests/MG-0001')
})

test('an unknown address helps a signed-in person on', async ({ as, complaints }) => {
  const page = await as('ines-keller')
  const answer = await page.goto('/nothing-here')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link').first()).toBeVisible()
  // The browser itself reports the 404 of the page.
  complaints.length = 0
})

async function expectSound(page: import('@playwright/test').Page, path: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.target}`)).toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
}
