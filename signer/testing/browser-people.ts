import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
export const hasChromium = existsSync(executablePath)
if (!hasChromium && process.env.CI === 'true') throw new Error('Chromium is missing: name it with CHROMIUM.')

export const launchChromium = (): Promise<Browser> => chromium.launch({ executablePath })

export interface Desk {
  readonly context: BrowserContext
  readonly page: Page
}

/** A person at their own device: a browser with a virtual authenticator that verifies its user (CDP domain WebAuthn). */
export async function deskOf(browser: Browser, { isUserVerified = true } = {}): Promise<Desk> {
  const context = await browser.newContext()
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  })
  return { context, page }
}
