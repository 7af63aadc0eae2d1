import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { freePort } from '#crypto/testing/free-port.ts'
import type { Listener } from '../http/listen.ts'
import { buildSigner, submittedPlan, type TestSigner } from '../testing/build-signer.ts'
import { startPages } from './pages-server.ts'

// The way from a page of another origin into the signer, as a real browser walks it: cookies after a cross-site form, `Origin`
// of our own form, the portal's `form-action`.
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const found = existsSync(executablePath)
if (!found && process.env.CI === 'true') throw new Error('Chromium is missing: name it with CHROMIUM.')
if (!found) console.info('Chromium is missing: the signer’s pages are not tried in a browser.')

let browser: Browser
const ending: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  if (found) browser = await chromium.launch({ executablePath })
})
afterAll(() => browser?.close())
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

/** A portal with one page: a form that posts the ticket to the signer. Both have free ports; the host of the portal is chosen. */
async function setUp(portalHost: string, referrerPolicy: string) {
  const tokens = { next: '' }
  const portal: Server = createServer((_request, response) => {
    const signerOrigin = made.authority.options.pagesOrigin
    response.setHeader('Content-Security-Policy', `default-src 'none'; form-action ${signerOrigin}`)
    response.setHeader('Referrer-Policy', referrerPolicy)
    response.setHeader('Content-Type', 'text/html')
    const value = tokens.next.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    response.end(
      `<form method="post" action="${signerOrigin}/enter"><input type="hidden" name="token" value="${value}"><button>Decide</button></form>`,
    )
  })
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve))
  const portalUrl = `http://${portalHost}:${(portal.address() as AddressInfo).port}`
  const signerPort = await freePort()
  const made: TestSigner = await buildSigner({ portalUrl, pagesOrigin: `http://localhost:${signerPort}` })
  const listener: Listener = await startPages({
    authority: made.authority,
    port: signerPort,
    log: (event) => console.error(event),
  })
  ending.push(
    () => listener.stop(),
    () => new Promise((resolve) => portal.close(resolve)),
    () => made.signer.stop(),
  )
  const context = await browser.newContext()
  ending.unshift(() => context.close())
  return { made, tokens, portalUrl, page: await context.newPage() }
}

test.runIf(found).each([
  ['the same site', 'localhost', 'same-origin'],
  ['another site', '127.0.0.1', 'strict-origin-when-cross-origin'],
  ['another site that sends no referrer', '127.0.0.1', 'no-referrer'],
])('from a portal of %s a person comes in, double-clicks, and decides once', async (_name, host, referrerPolicy) => {
  const { made, tokens, portalUrl, page } = await setUp(host, referrerPolicy)
  const plan = await submittedPlan(made)
  tokens.next = JSON.stringify(made.ticket('tomas', 'decide', plan))
  await page.goto(portalUrl)
  await page.getByRole('button', { name: 'Decide' }).click()
  await page.getByRole('heading', { name: 'Convert Contoso to gMSA' }).waitFor()
  await page.getByLabel('Comment').fill('Looks right.')
  await page.getByRole('button', { name: 'Approve' }).dblclick()
  await page.getByRole('heading', { name: 'You approved this plan' }).waitFor()
  const said = made.authority
    .record(plan)
    .decisions.map(({ decision, comment }) => [decision.person, decision.decision, comment])
  expect(said.slice(1)).toEqual([['tomas', 'approve', 'Looks right.']])
  expect(await page.getByRole('link', { name: 'Back to the portal' }).getAttribute('href')).toBe(
    `${portalUrl}/requests/MG-0001`,
  )
  await page.reload()
  await page.getByRole('heading', { name: 'You approved this plan' }).waitFor()
  expect(made.authority.record(plan).decisions).toHaveLength(2)
})

test.runIf(found)('going back and pressing the portal’s button again is refused with words', async () => {
  const { made, tokens, portalUrl, page } = await setUp('localhost', 'same-origin')
  const plan = await submittedPlan(made)
  tokens.next = JSON.stringify(made.ticket('tomas', 'decide', plan))
  for (const heading of ['Convert Contoso to gMSA', 'This was refused']) {
    await page.goto(portalUrl)
    await page.getByRole('button', { name: 'Decide' }).click()
    await page.getByRole('heading', { name: heading }).waitFor()
  }
  await expect(page.getByRole('alert').textContent()).resolves.toContain('used already')
})

test.runIf(found)('the page fits a phone and logs no violation of its own policy', async () => {
  const { made, tokens, portalUrl, page } = await setUp('localhost', 'same-origin')
  const problems: string[] = []
  page.on('console', (message) => problems.push(message.text()))
  const plan = await submittedPlan(made)
  tokens.next = JSON.stringify(made.ticket('amara', 'decide', plan))
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto(portalUrl)
  await page.getByRole('button', { name: 'Decide' }).click()
  await page.getByRole('heading', { name: 'What will change' }).waitFor()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wide).toBe(0)
  expect(problems).toEqual([])
})
