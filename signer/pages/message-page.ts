import type { AppError } from '#core/errors/app-error.ts'
import { html } from './html.ts'
import { type Frame, layout } from './layout.ts'

/** A refusal that says why, and the way back. */
export function refusalPage(frame: Frame, error: AppError, back: string): string {
  const body = html`<h1>This was refused</h1>
<p class="note err" role="alert">${error.userMessage}</p>
${error.code === 'INTERNAL' ? null : html`<p class="soft note">Nothing was recorded.</p>`}
<p class="acts"><a class="btn" href="${back}">Back to the portal</a></p>`
  return layout(frame, 'Refused', body)
}

/** For somebody who opens the signer's address by hand. */
export function aboutPage(frame: Frame, portalUrl: string): string {
  const body = html`<h1>This is the signer</h1>
<p class="soft">It holds the signing key, makes every plan again by itself, and records who decided what. Open a request in the portal; its
buttons “Submit”, “Decide” and “Withdraw” lead here.</p>
<p class="acts"><a class="btn" href="${portalUrl}">Go to the portal</a></p>`
  return layout(frame, 'About', body)
}
