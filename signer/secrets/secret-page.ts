import type { SecretOrder } from '#core/protocol/protocol.ts'
import { MAX_SECRET_BYTES } from '#crypto/cms-envelope/secret-text.ts'
import { type Html, html } from '../pages/html.ts'
import { type Frame, layout } from '../pages/layout.ts'
import { page, type Reply } from '../pages/respond.ts'
import { PREFIX_DIGITS } from './check-sealed.ts'
import { MODULES_PATH, PAGE_PROGRAM } from './page-modules.ts'

export interface SecretView {
  readonly order: SecretOrder
  readonly digest: string
  readonly formToken: string
  readonly back: string
  readonly problem: string | null
  /** Targets of which a ciphertext was handed over. */
  readonly done: readonly string[] | null
}

/** The one page of the signer with a program: from this origin only, and it can send nothing but its own form. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

const READ_FINGERPRINT = [
  'Get-ChildItem -Path Cert:\\LocalMachine\\My | Where-Object { $_.EnhancedKeyUsageList.ObjectId -contains "1.3.6.1.4.1.311.80.1" } |',
  '  ForEach-Object { [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($_.RawData)).Replace("-", "").ToLower() }',
].join('\n')

export function secretPage(frame: Frame, view: SecretView): Reply {
  const { order, done } = view
  const body = done === null ? enterHtml(view) : doneHtml(view, done)
  return {
    ...page(layout(frame, `Password for ${order.requestId}`, body), view.problem === null ? 200 : 400),
    headers: { 'Content-Security-Policy': POLICY },
  }
}

function doneHtml({ order, back }: SecretView, done: readonly string[]): Html {
  return html`<h1>The password is encrypted</h1>
<p>${order.requestId} has a ciphertext for ${done.join(', ')}. Only the server can open it; neither this signer nor the portal can. It can be replaced until the request is submitted.</p>
<p class="soft">Close this tab when you are back: a browser may keep what was typed until then.</p>
<p class="acts"><a class="btn main" href="${back}">Back to the portal</a></p>`
}

function enterHtml(view: SecretView): Html {
  const { order, digest, formToken, back, problem } = view
  return html`<h1>Password of the mailbox</h1>
<p class="soft">${order.requestId}${order.title === '' ? '' : `, “${order.title}”`}. It is encrypted in this browser, for each server alone, and then handed to the portal. Nobody else can open it.</p>
${problem === null ? null : html`<p class="note err" role="alert">${problem}</p>`}
<noscript><p class="note err">This page encrypts with a program of its own, and programs are switched off in this browser. Switch them on for this address, or encrypt elsewhere and come back with the file.</p></noscript>
<form id="entry" autocomplete="off" data-request="${order.requestId}" data-digits="${PREFIX_DIGITS}" data-max="${MAX_SECRET_BYTES}">
<h2>1. The certificate of each server</h2>
<p class="soft">Choose the server’s document encryption certificate (.cer, .pem, or its discovery file). Then read the first ${PREFIX_DIGITS} digits of its SHA-256 <b>on that server</b>, not here and not in the portal, and type them:</p>
<pre class="cmd" tabindex="0" role="region" aria-label="Command to run on the server">${READ_FINGERPRINT}</pre>
${order.places.map(placeHtml)}
<fieldset id="secret-part" disabled>
<legend><h2>2. The password</h2></legend>
<p class="soft" id="secret-hint">Opens once the digits of every server fit, and a server still needs it. Up to ${MAX_SECRET_BYTES} bytes of UTF-8, one line.</p>
<label for="secret">New password</label>
<input id="secret" type="password" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="secret-hint secret-say">
<label for="again">Once more</label>
<input id="again" type="password" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="secret-say">
<p class="row"><button class="btn" type="button" id="show" aria-pressed="false">Show</button></p>
<p id="secret-say" class="soft" role="status"></p>
</fieldset>
<p class="acts"><a class="btn" href="${back}">Cancel</a><button class="btn main" id="seal" disabled>Encrypt and hand over</button></p>
<p id="say" class="soft" role="status"></p>
</form>
<form id="hand-over" method="post" action="/secret/${digest}"><input type="hidden" name="form" value="${formToken}"><input type="hidden" name="sealed" value=""></form>
<script type="module" src="${MODULES_PATH}${PAGE_PROGRAM}"></script>`
}

function placeHtml({ target, host, account, certificate }: SecretOrder['places'][number]): Html {
  const id = `p-${target.replace(/[^A-Za-z0-9]/g, '-')}`
  return html`<fieldset class="place" data-target="${target}" data-host="${host}" data-account="${account}" data-certificate="${certificate ?? ''}">
<legend>${target}</legend>
<dl><dt>host</dt><dd>${host}</dd><dt>account</dt><dd>${account}</dd><dt>purpose</dt><dd>exchange-password</dd></dl>
<label for="${id}-cert">Certificate${certificate === null ? '' : ' (the one of last time is used unless you choose another)'}</label>
<input id="${id}-cert" class="cert" type="file" accept=".cer,.crt,.pem,.der,.json">
<p class="soft cert-say" role="status"></p>
<label for="${id}-digits">First ${PREFIX_DIGITS} digits of its SHA-256, as read on ${host}</label>
<input id="${id}-digits" class="digits" type="text" inputmode="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="95">
<p class="soft digits-say" role="status"></p>
<details><summary>It was encrypted elsewhere</summary>
<label for="${id}-file">Encrypted file (.cms) for this server</label>
<input id="${id}-file" class="sealed" type="file" accept=".cms,.pem,.txt">
<p class="soft file-say" role="status"></p></details>
</fieldset>`
}
