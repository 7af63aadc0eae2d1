import type { Authority } from '../authority.ts'
import { type Html, html } from '../pages/html.ts'
import { page, type Reply } from '../pages/respond.ts'

/** Pages with a ceremony run one script, the signer's own; nothing can be fetched, framed or sent elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export const ceremonyPage = (markup: string, status = 200): Reply => ({
  ...page(markup, status),
  headers: { 'Content-Security-Policy': POLICY },
})

export const rpIdOf = ({ options }: Authority): string => new URL(options.pagesOrigin).hostname

/** What the script asks the authenticator for. */
export type Ask =
  | { readonly kind: 'get'; readonly rpId: string; readonly challenge: string; readonly allow: readonly string[] }
  | {
      readonly kind: 'create'
      readonly rpId: string
      readonly challenge: string
      readonly userId: string
      readonly userName: string
      readonly exclude: readonly string[]
    }

export interface PasskeyForm {
  readonly action: string
  readonly ask: Ask
  /** One-time name of this ceremony. */
  readonly form: string
  readonly button: string
  readonly look?: 'main' | 'danger'
}

/** A form whose button asks the authenticator first; the script enables it, so that no click sends an empty answer. */
export function passkeyForm({ action, ask, form, button, look = 'main' }: PasskeyForm): Html {
  const made = html`<p class="note" data-made hidden>Code of this passkey: <b data-code></b>. Read it to the two trustees yourself, on the telephone or in person.</p>`
  return html`<form method="post" action="${action}" data-passkey="${JSON.stringify(ask)}">
<input type="hidden" name="form" value="${form}"><input type="hidden" name="answer" value="">
${ask.kind === 'create' ? made : null}
<p class="acts"><button class="btn ${look}" disabled>${button}</button></p>
<p class="note" role="status"></p>
</form>
<noscript><p class="note err">Passkeys need the script of this page. Allow scripts for this address.</p></noscript>
<p class="soft">A device without fingerprint, face or PIN can not be used. Take a security key (FIDO2), or another device on which you enrolled; without any, two trustees enrol a new passkey for you.</p>
<script src="/passkey.js" defer></script>`
}
