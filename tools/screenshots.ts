// `node tools/screenshots.ts --user ines-keller --out DIR [--base URL] [--passphrase P] [--only light,dark,phone] PATH…`
// Signs in on a running portal and takes every path in light, dark and at 390 px. Prints console errors, violations of the
// content security policy, failed answers, sideways scrolling and what axe finds; ends with 1 when there was any.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, chromium, type Page, type WebSocketRoute } from '@playwright/test'

const { values, positionals: paths } = parseArgs({
  allowPositionals: true,
  options: {
    user: { type: 'string' },
    passphrase: { type: 'string', default: 'demo-Contoso-2026' },
    out: { type: 'string', default: 'screenshots' },
    base: { type: 'string', default: 'http://localhost:3000' },
    only: { type: 'string', default: 'light,dark,phone' },
  },
})
if (paths.length === 0) {
  console.error('Which pages? Example: node tools/screenshots.ts --user ines-keller --out shots / /requests')
  process.exit(2)
}

const LOOKS = {
  light: { colorScheme: 'light', viewport: { width: 1360, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1360, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true },
} as const
type Look = keyof typeof LOOKS

const debian = '/usr/bin/chromium'
const executablePath = process.env.CHROMIUM ?? (existsSync(debian) ? debian : undefined)
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--disable-gpu'] })
const common = { baseURL: values.base, locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' } as const
let found = 0
mkdirSync(values.out, { recursive: true })

try {
  const state = values.user ? await signIn(values.user) : undefined
  for (const look of values.only.split(',')) {
    if (!isLook(look)) throw new Error(`--only takes ${Object.keys(LOOKS).join(', ')}, not ${look}`)
    const context = await browser.newContext({ ...common, ...LOOKS[look], ...(state ? { storageState: state } : {}) })
    await context.routeWebSocket(/\/_next\//, withoutReloads)
    for (const path of paths) await take(context, path, look)
    await context.close()
  }
} finally {
  await browser.close()
}
console.log(found === 0 ? 'Nothing found.' : `${found} found.`)
process.exitCode = found === 0 ? 0 : 1

function isLook(text: string): text is Look {
  return Object.hasOwn(LOOKS, text)
}

/** Somebody who edits a file meanwhile must not reload the page under the camera; the rest of the socket is needed to start it. */
function withoutReloads(socket: WebSocketRoute): void {
  const server = socket.connectToServer()
  server.onMessage((message) => {
    const reloads =
      typeof message === 'string' && /^\{"type":"(turbopack-message|reloadPage|serverComponentChanges)"/.test(message)
    if (!reloads) socket.send(message)
  })
}

/** Through next-auth's own form calls, as the page does it. */
async function signIn(user: string) {
  const context = await browser.newContext(common)
  const headers = { origin: values.base }
  const { csrfToken } = (await (await context.request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const form = { user, passphrase: values.passphrase, csrfToken, callbackUrl: values.base, json: 'true' }
  const answer = await context.request.post('/api/auth/callback/credentials', { form, headers })
  if (!answer.ok()) throw new Error(`${user} could not sign in: ${answer.status()} ${await answer.text()}`)
  const state = await context.storageState()
  await context.close()
  return state
}

function say(look: Look, path: string, what: string): void {
  found += 1
  console.log(`  ! ${look} ${path}: ${what}`)
}

async function take(context: BrowserContext, path: string, look: Look): Promise<void> {
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') say(look, path, `console: ${message.text().slice(0, 400)}`)
  })
  page.on('pageerror', (error) => say(look, path, `exception: ${error.message.slice(0, 400)}`))
  page.on('response', (response) => {
    if (response.status() >= 500) say(look, path, `${response.status()} ${response.url()}`)
  })
  await page.goto(path)
  // A page that polls never falls silent; what is there after 15 s is what people see.
  await page.waitForLoadState('networkidle', { timeout: 15_000 }).catch(() => {})
  await page
    .waitForFunction(() => !document.querySelector('#main .animate-pulse'), null, { timeout: 8000 })
    .catch(() => {})
  await page.evaluate(() => document.fonts.ready)
  await page.addStyleTag({ content: 'nextjs-portal { display: none }' })
  const file = join(values.out, `${nameOf(path)}-${look}.png`)
  await page.setViewportSize(await wholePage(page))
  await page.screenshot({ path: file })
  await checkWidth(page, path, look)
  await checkAxe(page, path, look)
  console.log(`${file}  ${new URL(page.url()).pathname}`)
  await page.close()
}

/** As tall as the page, so that what is fixed to the edge of the screen does not lie across the middle of the picture. */
async function wholePage(page: Page): Promise<{ width: number; height: number }> {
  const { width, height } = page.viewportSize() ?? { width: 1360, height: 900 }
  return { width, height: Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight)) }
}

function nameOf(path: string): string {
  return path.replace(/^\//, '').replaceAll(/[^A-Za-z0-9]+/g, '-') || 'home'
}

async function checkWidth(page: Page, path: string, look: Look): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (over > 0) say(look, path, `the page scrolls sideways by ${over} px`)
}

async function checkAxe(page: Page, path: string, look: Look): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await new AxeBuilder({ page }).withTags(tags).exclude('nextjs-portal').analyze()
  for (const { id, help, nodes } of violations)
    say(look, path, `axe ${id}: ${help} (${nodes.length}): ${nodes[0]?.html.slice(0, 240)}`)
}
