import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type DemoUser, expect, test } from '../support/fixtures.ts'

// From the home page over every link that a person can see: nothing complains (fixtures count console errors, violations of the
// content security policy among them, and answers of 500 and above), and axe finds nothing.
const PEOPLE: readonly { readonly user: DemoUser; readonly role: string; readonly dark?: true }[] = [
  { user: 'ines-keller', role: 'requester' },
  { user: 'tomas-lindqvist', role: 'approver' },
  { user: 'lukas-brandt', role: 'operator' },
  { user: 'petra-novak', role: 'auditor', dark: true },
  { user: 'felix-baum', role: 'administrator' },
]

/** One page of a kind is enough: `/requests/MG-0001/plan` and `/requests/MG-0002/plan` are the same page. */
const kindOf = (path: string) => path.replace(/MG-\d+/, 'MG')
const MOST = 25

for (const { user, role, dark } of PEOPLE) {
  test(`every page that ${role} can reach by links is sound`, async ({ as }) => {
    const page = await as(user, { dark: dark ?? false })
    const violations: string[] = []
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) violations.push(`${page.url()}: ${message.text()}`)
    })
    const seen = new Set<string>()
    const waiting = ['/', '/account']
    for (let path = waiting.shift(); path !== undefined && seen.size < MOST; path = waiting.shift()) {
      if (seen.has(kindOf(path))) continue
      seen.add(kindOf(path))
      const answer = await page.goto(path)
      expect(answer?.status(), path).toBe(200)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle')
      const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
      expect(found.violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.target}`)).toEqual([])
      waiting.push(...(await linksOf(page)))
    }
    expect(seen.size).toBeGreaterThan(3)
    expect(violations).toEqual([])
  })
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
