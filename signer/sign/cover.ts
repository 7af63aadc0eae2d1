import type { GeneratedOutline } from '#core/generate/types.ts'
import type { Policy, SignerPerson, Submission } from '#core/protocol/protocol.ts'
import { planWords } from '#core/seal/plan-words.ts'
import { sealSvg } from '#core/seal/seal.ts'
import { bundleFolder } from '#crypto/bundle/layout.ts'
import type { SigningKey } from '../keys/signing-key.ts'
import { type Html, html, trusted } from '../pages/html.ts'
import { inFours, instantInWords, localInstantInWords } from '../pages/words.ts'
import { lastVotes, type SubmissionRecord } from '../state/state.ts'

export interface CoverInput {
  readonly target: string
  readonly generated: GeneratedOutline
  readonly policy: Policy
  readonly record: SubmissionRecord
  readonly submission: Submission
  readonly key: SigningKey
  readonly people: ReadonlyMap<string, SignerPerson>
}

/** The one page that names plan digest, people and expiry: the runbook can not, because its bytes are what they decided on. */
export function coverPage(input: CoverInput): Uint8Array {
  const { generated, target, submission, record } = input
  const { statement, planDigest } = generated
  const folder = bundleFolder({ requestId: statement.requestId, revision: statement.revision, target })
  const words = planWords(planDigest)
  const markup = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${folder}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
${statement.mode === 'demo' ? html`<p class="demo"><b>DEMO.</b> Signed with a self-signed DEMO key after decisions by mere sign-in. Never run this on a production server.</p>` : null}
<h1>${submission.input.case.title}</h1>
<p>${statement.requestId}, revision ${statement.revision}, target <b>${target}</b></p>
<h2>Plan digest</h2>
<div class="plate"><span class="seal" aria-hidden="true">${trusted(sealSvg(planDigest))}</span><p class="words">${words.slice(0, 3).join(' ')}<br>${words.slice(3).join(' ')}</p></div>
<p class="hex">${inFours(planDigest)}</p>
<h2>Who decided</h2>
<table>${whoDecided(input)}</table>
<h2>When it may be run</h2>
<table>${windows(submission)}</table>
<p>Verify and undo are allowed at any time.</p>
<h2>How to verify</h2>
<ol>
<li>Ask somebody at the signer’s console for the SHA-256 of its certificate, and compare: <span class="hex">${inFours(input.key.certificateSha256)}</span></li>
<li>On any computer with the command line tool: <code>mim-gmsa verify ${folder}.zip --certificate-sha256 ${input.key.certificateSha256}${statement.mode === 'demo' ? ' --allow-demo' : ''}</code></li>
<li>Without it, in this folder: <code>openssl cms -verify -binary -inform DER -in manifest.json.p7s -content manifest.json -CAfile certificates/signing.pem -purpose any -out verified.json</code>, then compare every SHA-256 of <code>manifest.json</code>.</li>
</ol>
<p>This page and the certificate beside it can not vouch for themselves. VERIFY.md says more.</p>
<p class="end">Approvals reached ${instantInWords(record.quorum?.at ?? record.at)}. The certificate ends ${instantInWords(input.key.notAfter)}.</p>
</body>
</html>
`
  return Buffer.from(markup.markup, 'utf8')
}

function whoDecided({ record, policy, people }: CoverInput): Html[] {
  const name = (id: string) => people.get(id)?.name ?? id
  const requester = html`<tr><th>Requester</th><td>${name(record.requester)}</td><td></td></tr>`
  const votes = lastVotes(record).map(({ decision, at }) => {
    const groups = people.get(decision.person)?.groups ?? []
    const titles = policy.groups.filter(({ id }) => groups.includes(id)).map(({ title }) => title)
    return html`<tr><th>${titles.join(', ')}</th><td>${name(decision.person)} ${decision.decision === 'approve' ? 'approved' : 'rejected'} ${instantInWords(at)}</td><td>counts until ${instantInWords(decision.notAfter)}</td></tr>`
  })
  return [requester, ...votes]
}

function windows({ input }: Submission): Html[] {
  const { schedule } = input.environment
  return Object.entries(schedule.windows).flatMap(([group, window]) =>
    window
      ? [
          html`<tr><th>${group}</th><td>${localInstantInWords(window.notBefore, schedule.timeZone)}</td><td>to ${localInstantInWords(window.notAfter, schedule.timeZone)}</td></tr>`,
        ]
      : [],
  )
}

// Print colours: black on white, readable without colour.
const STYLE = `
body{max-width:720px;margin:0 auto;padding:24px;background:#fff;color:#11181a;font:400 14px/20px "Segoe UI",system-ui,-apple-system,sans-serif}
h1{font:640 26px/32px inherit;margin:0 0 4px;font-size:26px;line-height:32px}h2{font-size:16px;line-height:24px;border-top:2px solid #11181a;padding-top:8px;margin:20px 0 8px}
p,ol,table{margin:0 0 8px}ol{padding-left:20px}li{margin-bottom:6px}
.demo{border:2px solid #7d4a00;background:#fdf0d5;color:#5c3600;padding:8px 12px;margin-bottom:16px}
.plate{display:flex;gap:20px;align-items:center;margin-bottom:8px}.seal{width:96px;height:96px;color:#6b2173}.seal svg{width:100%;height:100%;display:block}
.words{font-size:18px;line-height:26px;font-weight:600;margin:0}
.hex,code{font:400 12.5px/20px "Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-top:1px solid #d5dcdc;font-weight:400}th{font-weight:600;white-space:nowrap}
.end{color:#556165;margin-top:16px}
@media print{body{padding:0}.seal{color:#000}@page{margin:16mm}}
`
