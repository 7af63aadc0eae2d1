import type { Mode } from '#core/statement/schemas.ts'
import { type Html, html } from './html.ts'

export interface Frame {
  readonly pagesOrigin: string
  readonly mode: Mode
  readonly oneAccount?: boolean
  /** Who is here, e.g. `Amara Okafor · Information security`; empty before anybody is known. */
  readonly who: string
}

/** One page of the signer: black bar with its own address, so that people see that this is not the portal. */
export function layout(frame: Frame, title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Signer</title>
<link rel="preload" href="/inter.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="bar"><span>SIGNER</span><code>${frame.pagesOrigin}</code>${frame.who === '' ? null : html`<span class="who">${frame.who}</span>`}</header>
${frame.mode === 'demo' ? html`<p class="demo" role="note"><b>DEMO.</b> The signing key is self-signed and the portal vouches for who you are. For looking, not for running.</p>` : null}
${frame.oneAccount ? html`<p class="demo" role="note"><b>ONE ACCOUNT.</b> Portal and signer run under the same account: whoever controls the portal can read the signing key.</p>` : null}
<main>
${body}
</main>
</body>
</html>
`.markup
}
